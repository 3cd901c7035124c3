using Fleet.Contracts.VehicleTracking;
using Fleet.VehicleTracking.Reference;
using Fleet.VehicleTracking.SectionControl;

namespace Fleet.VehicleTracking.Shards;

/// <summary>What the passages of a batch do to a shard: load each plate, decide, put it back.</summary>
internal sealed class PassageTurn(ShardStore store, ReferenceSnapshot world)
{
    public async Task<(ItemOutcome[] Outcomes, ShardState State)> Take(IReadOnlyList<Passage> passages, ShardState state, long nowMinute)
    {
        var closed = Math.Max(nowMinute, state.SweptMinute);
        var isFull = state.Outbox.Count >= Outbox.Full;
        var violations = new List<SpeedingViolation>();
        var outcomes = new ItemOutcome[passages.Count];
        for (var i = 0; i < outcomes.Length; i++)
        {
            if (world.Roads.RoadOf(passages[i].Camera) is not { } road || isFull)
                outcomes[i] = ItemOutcome.Refused;
            else if (SectionRules.DueMinute(passages[i].Instant.ToUnixTimeMilliseconds(), road) is var due && due <= closed)
                outcomes[i] = ItemOutcome.TooOld;
            else
                (outcomes[i], state) = await Take(passages[i], due, state, violations);
        }

        var totals = new ShardTotals(
            PassagesAccepted: outcomes.Count(outcome => outcome == ItemOutcome.Accepted),
            PassagesDuplicate: outcomes.Count(outcome => outcome == ItemOutcome.Duplicate),
            Violations: violations.Count);
        return (outcomes, state with { Totals = state.Totals + totals, Outbox = state.Outbox.Add(violations, []) });
    }

    private async Task<(ItemOutcome Outcome, ShardState State)> Take(Passage passage, long due, ShardState state, List<SpeedingViolation> violations)
    {
        var name = StateNames.Plate(passage.Plate);
        var before = await store.Get(name, PlateState.Empty);
        var kept = new KeptPassage(passage.Camera, passage.Instant.ToUnixTimeMilliseconds(), passage.Lane);
        var decision = SectionRules.Take(before, passage.Plate, kept, world.Roads, world.Tolerances);
        if (!decision.IsNew) return (ItemOutcome.Duplicate, state);

        await store.Set(name, decision.State);
        violations.AddRange(decision.Violations);
        return (ItemOutcome.Accepted, before.Passages.Any(other => DueOf(other) == due) ? state : await Enter(passage.Plate, due, state));
    }

    // A plate that is due in that minute already need not be entered twice.
    private long? DueOf(KeptPassage passage) =>
        world.Roads.RoadOf(passage.Camera) is { } road ? SectionRules.DueMinute(passage.InstantMs, road) : null;

    private async Task<ShardState> Enter(string plate, long due, ShardState state)
    {
        var (book, part) = state.Due.Add(due);
        var name = StateNames.Due(due, part);
        var plates = await store.Get(name, DuePart.Empty);
        await store.Set(name, new DuePart([.. plates.Plates, plate]));
        return state with { Due = book };
    }
}
