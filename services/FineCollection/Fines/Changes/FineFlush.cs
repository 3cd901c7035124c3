namespace Fleet.FineCollection.Fines.Changes;

/// <summary>
/// Brings changes to everybody who follows the fines, in bulk. The sinks come in the order of their registration; the due-date books are the last,
/// so that a deadline which comes due proves that the change before it has reached everybody.
/// </summary>
public sealed class FineFlush(IEnumerable<IFineChangeSink> sinks)
{
    private readonly IReadOnlyList<IFineChangeSink> sinks = [.. sinks];

    /// <summary>Ids of the changes that reached everybody.</summary>
    public async Task<IReadOnlySet<string>> Flush(IReadOnlyList<FineChange> changes, CancellationToken cancellation)
    {
        var left = changes;
        foreach (var sink in sinks)
        {
            if (left.Count == 0) break;
            var taken = await sink.Take(left, cancellation);
            left = [.. left.Where(change => taken.Contains(change.Id))];
        }

        return left.Select(change => change.Id).ToHashSet(StringComparer.Ordinal);
    }
}
