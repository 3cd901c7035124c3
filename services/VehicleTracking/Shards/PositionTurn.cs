using Fleet.Contracts.VehicleTracking;
using Fleet.VehicleTracking.Motion;
using Fleet.VehicleTracking.Positions;
using Fleet.VehicleTracking.Reference;
using Fleet.VehicleTracking.Retention;

namespace Fleet.VehicleTracking.Shards;

/// <summary>What the positions of a batch do to a shard, a vehicle at a time.</summary>
internal sealed class PositionTurn(ShardStore store, ReferenceSnapshot world, MotionSettings settings, RetentionSettings retention, long nowMs)
{
    private readonly TrackStore tracks = new(store);
    private readonly UuidTurn uuids = new(store);
    private readonly long oldestMs = retention.Since(nowMs).PositionsMs;
    private readonly long[] filtered = new long[Verdicts.Count];
    private readonly List<VehicleAlert> alerts = [];
    private readonly List<string> woken = [];
    private readonly List<string> unknown = [];
    private readonly List<VehiclePosition> moved = [];
    private long notTold;

    /// <summary>The newest position that no filter took out of each vehicle that has a newer one than before.</summary>
    public IReadOnlyList<VehiclePosition> Moved => moved;

    public async Task<(ItemOutcome[] Outcomes, ShardState State)> Take(IReadOnlyList<Position> positions, ShardState state)
    {
        var outcomes = new ItemOutcome[positions.Count];
        foreach (var vehicle in Enumerable.Range(0, outcomes.Length).GroupBy(index => positions[index].Vehicle, StringComparer.Ordinal))
        {
            // A batch may itself fill the outbox, so every vehicle asks.
            if (state.Outbox.Count + alerts.Count >= Outbox.Full) Fill(outcomes, vehicle, ItemOutcome.Refused);
            else if (state.IsErasing(vehicle.Key)) Fill(outcomes, vehicle, ItemOutcome.Erasing);
            else await Take(vehicle.Key, await Arrivals(vehicle, positions, outcomes), outcomes);
        }

        await new Roster(store).Add(unknown);
        var accepted = outcomes.Count(outcome => outcome == ItemOutcome.Accepted);
        var totals = new ShardTotals(PositionsAccepted: accepted, PositionsDuplicate: outcomes.Count(outcome => outcome == ItemOutcome.Duplicate))
        {
            Filtered = filtered,
            AlertsNotPublished = notTold,
        };
        state = state with { Totals = state.Totals + totals, Outbox = state.Outbox.Add(alerts) };
        return (outcomes, await new WatchTurn(store, settings).Enter(woken, nowMs + settings.OfflineMs, state));
    }

    private async Task Take(string vehicle, List<Arrival> arrivals, ItemOutcome[] outcomes)
    {
        var name = StateNames.Vehicle(vehicle);
        var state = await store.Get(name, VehicleState.Empty);
        var turn = new VehicleTurn(tracks, new MachineWorld(vehicle, settings, world), state);
        foreach (var arrival in InOrder(arrivals))
            outcomes[arrival.Index] = await turn.Take(arrival.Point) ? ItemOutcome.Accepted : ItemOutcome.Duplicate;
        if (turn.Taken == 0) return;
        var after = await turn.Finish(filtered, alerts, nowMs - settings.Alerts.MaxAgeMs);
        notTold += turn.NotTold;
        await store.Set(name, await Arrived(vehicle, turn, state, after));
        if (after.Head?.Last is { } last && last.InstantMs > (state.Head?.Last?.InstantMs ?? long.MinValue)) moved.Add(Shown(vehicle, last));
    }

    // What is too old is not even remembered by its uuid.
    private async ValueTask<List<Arrival>> Arrivals(IGrouping<string, int> vehicle, IReadOnlyList<Position> positions, ItemOutcome[] outcomes)
    {
        var young = vehicle.Where(IsYoung);
        return [.. (await uuids.Fresh(vehicle.Key, young, positions, outcomes)).Select(index => new Arrival(Point.Of(positions[index]), index))];

        bool IsYoung(int index)
        {
            if (positions[index].Instant.ToUnixTimeMilliseconds() >= oldestMs) return true;
            outcomes[index] = ItemOutcome.TooOld;
            return false;
        }
    }

    private static void Fill(ItemOutcome[] outcomes, IEnumerable<int> places, ItemOutcome outcome)
    {
        foreach (var place in places) outcomes[place] = outcome;
    }

    // The time of arrival decides nothing but whether the vehicle is online, and how far its clock is off.
    private async Task<VehicleState> Arrived(string vehicle, VehicleTurn turn, VehicleState before, VehicleState after)
    {
        if (before.ArrivedMs is null) unknown.Add(vehicle);
        if (before.ArrivedMs is null || before.OfflineMs is not null) woken.Add(vehicle);
        if (before.OfflineMs is not null)
        {
            var online = Presence.Online(vehicle, nowMs);
            alerts.Add(RecentRules.AlertOf(vehicle, online));
            await tracks.Journal(vehicle, [new Entry(Event: online)]);
        }

        return after with { ArrivedMs = nowMs, OfflineMs = null, Clock = ClockEstimate.With(before.Clock, turn.NewestTakenMs, turn.Taken, nowMs) };
    }

    private static VehiclePosition Shown(string vehicle, Fix fix) => new(
        vehicle, DateTimeOffset.FromUnixTimeMilliseconds(fix.InstantMs), fix.Latitude, fix.Longitude, fix.SpeedKmh, fix.HeadingDegrees, fix.Ignition);

    // Of two different points of one instant the one that came first is kept; so the order of arrival breaks a tie.
    private static List<Arrival> InOrder(List<Arrival> arrivals)
    {
        if (arrivals.Count > 1)
            arrivals.Sort((one, other) => one.Point.InstantMs.CompareTo(other.Point.InstantMs) is not 0 and var order ? order : one.Index.CompareTo(other.Index));
        return arrivals;
    }

    private readonly record struct Arrival(Point Point, int Index);
}
