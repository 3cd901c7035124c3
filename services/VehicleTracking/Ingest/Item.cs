using Fleet.Contracts.VehicleTracking;

namespace Fleet.VehicleTracking.Ingest;

/// <summary>What is wrong with an item.</summary>
/// <param name="Param">The offending field; null when the item as a whole is wrong.</param>
/// <param name="Code">Stable reason.</param>
/// <param name="Detail">What was expected, for a person.</param>
public sealed record ItemMistake(string? Param, string Code, string Detail)
{
    /// <summary>The item cannot be read (400), as opposed to: it can, but makes no sense (422).</summary>
    public bool IsUnreadable => Code is "wrong_type" or "required";

    public RejectedItem At(int index) => new(index, Param, Code, Detail);
}

/// <summary>An item of a request that was read: what it says, or what is wrong with it.</summary>
public readonly record struct Item<T>(T? Value, ItemMistake? Mistake)
    where T : class
{
    public static implicit operator Item<T>(T value) => new(value, null);

    public static implicit operator Item<T>(ItemMistake mistake) => new(null, mistake);
}
