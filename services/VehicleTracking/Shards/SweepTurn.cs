using Fleet.Contracts.VehicleTracking;
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
internal sealed class SweepTurn(ShardStore store, ReferenceSnapshot world)
{
    /// <summary>Erases what timed out in one part; null when nothing is due up to <paramref name="nowMinute"/>.</summary>
    public async Task<ShardState?> Sweep(ShardState state, long nowMinute)
    {
        if (state.Due.Next(nowMinute) is not var (minute, part)) return null;
        var name = StateNames.Due(minute, part);
        var lost = new List<VehicleLost>();
        var erased = 0;
        foreach (var plate in (await store.Get(name, DuePart.Empty)).Plates)
        {
            var decision = TimeoutRules.Expire(await store.Get(StateNames.Plate(plate), PlateState.Empty), plate, minute, world.Roads);
            lost.AddRange(decision.Lost);
            erased += decision.Erased;
            await Put(plate, decision);
        }

        if (lost.Count > 0) await store.Set(StateNames.Lost, (await store.Get(StateNames.Lost, LostBook.Empty)).Add(lost));
        await store.Remove(name);
        return state with
        {
            Due = state.Due.Done(part),
            SweptMinute = Math.Max(state.SweptMinute, minute),
            Totals = state.Totals + new ShardTotals(PassagesErased: erased, VehiclesLost: lost.Count),
            Outbox = state.Outbox.Add([], lost),
        };
    }

    private Task Put(string plate, TimeoutDecision decision) => decision switch
    {
        { Erased: 0 } => Task.CompletedTask,
        { State.Passages.Count: 0 } => store.Remove(StateNames.Plate(plate)),
        _ => store.Set(StateNames.Plate(plate), decision.State),
    };
}
