using Fleet.Contracts.VehicleTracking;
using Fleet.VehicleTracking.Evidence;
using Fleet.VehicleTracking.Reference;
using Fleet.VehicleTracking.SectionControl;

namespace Fleet.VehicleTracking.Shards;

/// <summary>The newest lost vehicles of a shard, oldest first.</summary>
public sealed record LostBook(IReadOnlyList<VehicleLost> Vehicles)
{
    private const int Most = 500;

    public static LostBook Empty { get; } = new([]);

    public LostBook Add(IEnumerable<VehicleLost> lost) =>
        new(Vehicles.Concat(lost).OrderBy(one => one.LostAt).ThenBy(one => one.EventId, StringComparer.Ordinal).TakeLast(Most).ToList());
}

/// <summary>What the passing of time does to a shard, a part of the due book at a time.</summary>
internal sealed class SweepTurn(ShardStore store, ReferenceSnapshot world, DateTimeOffset now)
{
    /// <summary>Erases what timed out in one part; null when nothing is due.</summary>
    public async Task<ShardState?> Sweep(ShardState state)
    {
        var nowMinute = now.ToUnixTimeMilliseconds() / 60_000;
        if (state.HeldDueMinute > 0 && state.HeldDueMinute <= nowMinute) return await SweepHeld(state, nowMinute);
        if (state.Due.Next(nowMinute) is not var (minute, part)) return null;
        var name = StateNames.Due(minute, part);
        var lost = new List<VehicleLost>();
        var violations = new List<StoredViolation>();
        var erased = 0;
        foreach (var plate in (await store.Get(name, DuePart.Empty)).Ids)
        {
            var before = await store.Get(StateNames.Plate(plate), PlateState.Empty);
            var decision = TimeoutRules.Expire(before, plate, minute, world.Roads, world.Tolerances);
            lost.AddRange(decision.Lost);
            foreach (var speed in decision.Violations) violations.Add(Violations.Of(plate, speed, now));
            erased += decision.Erased;
            (var after, state) = await new DueTurn(store).Again(plate, decision.State, world.Roads, state);
            await Put(plate, before, after);
        }

        if (lost.Count > 0) await store.Set(StateNames.Lost, (await store.Get(StateNames.Lost, LostBook.Empty)).Add(lost));
        await new ViolationStore(store).Add(violations);
        await store.Remove(name);
        return state with
        {
            Due = state.Due.Done(part),
            SweptMinute = Math.Max(state.SweptMinute, minute),
            Totals = state.Totals + new ShardTotals(PassagesErased: erased, VehiclesLost: lost.Count, Violations: violations.Count),
            Outbox = state.Outbox.Add(violations.Select(stored => stored.Violation), lost),
        };
    }

    private async Task<ShardState> SweepHeld(ShardState state, long nowMinute)
    {
        var before = await store.Get(StateNames.Held, HeldBook.Empty);
        var after = before.After(nowMinute);
        if (after.Passages.Count == 0) await store.Remove(StateNames.Held);
        else await store.Set(StateNames.Held, after);
        var erased = before.Passages.Count(held => held.DueMinute <= nowMinute && held.Passage is not null);
        return state with { HeldDueMinute = after.DueMinute, Totals = state.Totals + new ShardTotals(PassagesErased: erased) };
    }

    private Task Put(string plate, PlateState before, PlateState after) =>
        ReferenceEquals(before, after) ? Task.CompletedTask
        : after.Passages.Count == 0 ? store.Remove(StateNames.Plate(plate))
        : store.Set(StateNames.Plate(plate), after);
}
