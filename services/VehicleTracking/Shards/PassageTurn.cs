using Fleet.Contracts.VehicleTracking;
using Fleet.VehicleTracking.Evidence;
using Fleet.VehicleTracking.Reference;
using Fleet.VehicleTracking.Roads;
using Fleet.VehicleTracking.SectionControl;

namespace Fleet.VehicleTracking.Shards;

/// <summary>What the passages of a batch do to a shard: load each plate, decide, put it back.</summary>
internal sealed class PassageTurn(ShardStore store, ReferenceSnapshot world, DateTimeOffset now)
{
    private readonly List<StoredViolation> violations = [];
    private HeldBook? held;
    private int givenUp;

    public async Task<(ItemOutcome[] Outcomes, ShardState State)> Take(IReadOnlyList<Passage> passages, ShardState state)
    {
        var outcomes = new ItemOutcome[passages.Count];
        var plates = new Dictionary<string, List<int>>(StringComparer.Ordinal);
        for (var i = 0; i < outcomes.Length; i++)
        {
            outcomes[i] = await Sort(passages[i], state);
            if (outcomes[i] != ItemOutcome.Accepted) continue;
            if (!plates.TryGetValue(passages[i].Plate, out var places)) plates.Add(passages[i].Plate, places = []);
            places.Add(i);
        }

        foreach (var (plate, places) in plates) state = await Take(plate, places, passages, outcomes, state);
        await new ViolationStore(store).Add(violations);
        if (held is not null) await store.Set(StateNames.Held, held);
        var totals = new ShardTotals(
            PassagesAccepted: outcomes.Count(outcome => outcome == ItemOutcome.Accepted),
            PassagesDuplicate: outcomes.Count(outcome => outcome == ItemOutcome.Duplicate),
            PassagesErased: givenUp,
            PassagesHeld: outcomes.Count(outcome => outcome == ItemOutcome.Held),
            Violations: violations.Count);
        return (outcomes, state with
        {
            Totals = state.Totals + totals,
            Outbox = state.Outbox.Add(violations.Select(stored => stored.Violation), []),
            HeldDueMinute = held?.DueMinute ?? state.HeldDueMinute,
        });
    }

    // Accepted means here: to be decided with its plate.
    private async ValueTask<ItemOutcome> Sort(Passage passage, ShardState state)
    {
        var closed = Math.Max(now.ToUnixTimeMilliseconds() / 60_000, state.SweptMinute);
        if (world.Roads.At(passage.Camera, passage.Instant.ToUnixTimeMilliseconds()) is not { } plan || state.Outbox.Count >= Outbox.Full) return ItemOutcome.Refused;
        if (DueOf(passage, plan) is var due && due <= closed) return ItemOutcome.TooOld;
        return passage.Confirmed != true && passage.Confidence < plan.MinConfidence ? await Hold(passage, due) : ItemOutcome.Accepted;
    }

    private async ValueTask<ItemOutcome> Hold(Passage passage, long due)
    {
        var book = held ?? await store.Get(StateNames.Held, HeldBook.Empty);
        var id = HeldBook.IdOf(passage);
        if (book.Find(id) is not null) return ItemOutcome.Duplicate;
        if (book.Passages.Count >= HeldBook.Most && book.Passages[0].Passage is not null) givenUp++;
        held = book.Add(new HeldPassage(id, now.ToUnixTimeMilliseconds(), due, passage));
        return ItemOutcome.Held;
    }

    private async Task<ShardState> Take(string plate, List<int> places, IReadOnlyList<Passage> passages, ItemOutcome[] outcomes, ShardState state)
    {
        var name = StateNames.Plate(plate);
        var before = await store.Get(name, PlateState.Empty);
        var arrived = places.ConvertAll(place => Kept(passages[place], DueOf(passages[place])));
        var decision = SectionRules.Take(before, arrived, world.Roads, world.Tolerances);
        foreach (var speed in decision.Violations) violations.Add(Violations.Of(plate, speed, now));
        var dues = before.Passages.Select(DueOf).ToHashSet();
        var isChanged = false;
        for (var i = 0; i < places.Count; i++)
        {
            if (!decision.IsNew[i])
            {
                outcomes[places[i]] = ItemOutcome.Duplicate;
                continue;
            }

            isChanged = true;

            // A plate that is due in that minute already need not be entered twice.
            if (arrived[i].DueMinute is { } due && dues.Add(due)) state = await new DueTurn(store).Enter(plate, due, state);
        }

        if (isChanged) await store.Set(name, decision.State);
        return state;
    }

    private static KeptPassage Kept(Passage passage, long? due) => new(
        passage.Camera, passage.Instant.ToUnixTimeMilliseconds(), passage.Lane, VehicleClass: passage.VehicleClass, Confidence: passage.Confidence,
        Uuid: passage.Uuid, Confirmed: passage.Confirmed == true, DueMinute: due);

    private static long DueOf(Passage passage, RoadPlan plan) => SectionRules.DueMinute(passage.Instant.ToUnixTimeMilliseconds(), plan.Road);

    private long? DueOf(Passage passage) =>
        world.Roads.At(passage.Camera, passage.Instant.ToUnixTimeMilliseconds()) is { } plan ? DueOf(passage, plan) : null;

    private long? DueOf(KeptPassage passage) => passage.DueMinute
        ?? (world.Roads.At(passage.Camera, passage.InstantMs) is { } plan ? SectionRules.DueMinute(passage, plan.Road) : null);
}
