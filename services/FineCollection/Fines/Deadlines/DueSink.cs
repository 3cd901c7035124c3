using System.Globalization;
using Fleet.FineCollection.Fines.Changes;
using Fleet.ServiceDefaults.DueBooks;

namespace Fleet.FineCollection.Fines.Deadlines;

/// <summary>
/// Enters in the due-date books when time will change a fine. The last to be told of a change: a deadline that comes due proves that the change it
/// comes from has reached everybody. What moves a deadline makes a new entry; the old one stays and will find nothing to do.
/// </summary>
public sealed class DueSink(DueBookClient books) : IFineChangeSink
{
    /// <inheritdoc/>
    public async Task<IReadOnlySet<string>> Take(IReadOnlyList<FineChange> changes, CancellationToken cancellation)
    {
        var items = changes.Where(change => change.DueAt is not null).ToDictionary(change => change.Id, Item, StringComparer.Ordinal);
        var entered = items.Count == 0 ? [] : (await books.Add([.. items.Values], cancellation)).ToHashSet();
        return changes
            .Where(change => !items.TryGetValue(change.Id, out var item) || entered.Contains(item))
            .Select(change => change.Id)
            .ToHashSet(StringComparer.Ordinal);
    }

    private static DueItem Item(FineChange change) => new(change.FineId, change.DueAt!.Value, change.Sequence.ToString(CultureInfo.InvariantCulture));
}
