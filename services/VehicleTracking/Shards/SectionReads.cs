using Fleet.VehicleTracking.Evidence;
using Fleet.VehicleTracking.SectionControl;

namespace Fleet.VehicleTracking.Shards;

/// <summary>What can be asked of a shard about section control.</summary>
internal sealed class SectionReads(ShardStore store)
{
    public async Task<ViolationsView> Violations(ViolationQuery query) => new(await new ViolationStore(store).List(query));

    public async Task<ViolationsView> Violation(string id) => new(await new ViolationStore(store).Find(id) is { } found ? [found] : []);

    public async Task<HeldView> Held(HeldQuery query)
    {
        var book = await store.Get(StateNames.Held, HeldBook.Empty);
        return new HeldView(book.Passages
            .Where(held => held.Passage is not null && (query.Id is null ? IsBefore(held, query) : held.Id == query.Id))
            .OrderByDescending(held => held.HeldAtMs).ThenByDescending(held => held.Id, StringComparer.Ordinal)
            .Take(query.Limit).ToList());
    }

    /// <summary>Closes a held passage; the state of the shard after it, null when there is none to close.</summary>
    public async Task<ShardState?> Close(HeldClosing closing, ShardState state)
    {
        var book = await store.Get(StateNames.Held, HeldBook.Empty);
        if (book.Find(closing.Id) is not { Passage: not null }) return null;
        await store.Set(StateNames.Held, book.Close(closing.Id));
        return state with { Totals = state.Totals + new ShardTotals(PassagesErased: closing.IsErased ? 1 : 0) };
    }

    private static bool IsBefore(HeldPassage held, HeldQuery query) =>
        held.HeldAtMs < query.BeforeMs || (held.HeldAtMs == query.BeforeMs && string.CompareOrdinal(held.Id, query.BeforeId) < 0);
}
