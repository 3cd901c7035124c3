namespace Fleet.Runtime.Inspection;

/// <summary>A store that can say what it holds.</summary>
public interface IStateListing
{
    /// <summary>Whole keys with their values, in the order of the keys, at most so many.</summary>
    Task<IReadOnlyList<KeyValuePair<string, ReadOnlyMemory<byte>>>> ListAsync(int most, CancellationToken cancellationToken);
}
