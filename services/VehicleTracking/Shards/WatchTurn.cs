using Fleet.Contracts.VehicleTracking;
using Fleet.VehicleTracking.Motion;
using Fleet.VehicleTracking.Positions;

namespace Fleet.VehicleTracking.Shards;

/// <summary>
/// Notices vehicles from which nothing comes any more. A vehicle stands in one minute's list only; when that minute comes, it
/// is asked when something came last, and put into a later list or found to be offline. So a position costs nothing here.
/// </summary>
internal sealed class WatchTurn(ShardStore store, MotionSettings settings)
{
    private const long MinuteMs = 60_000;

    /// <summary>Has <paramref name="vehicles"/> asked when <paramref name="dueMs"/> has passed.</summary>
    public async Task<ShardState> Enter(IReadOnlyList<string> vehicles, long dueMs, ShardState state)
    {
        var book = state.Watch;
        foreach (var vehicle in vehicles)
        {
            (book, var part) = book.Add((dueMs / MinuteMs) + 1);
            var name = StateNames.Watch((dueMs / MinuteMs) + 1, part);
            var listed = await store.Get(name, DuePart.Empty);
            await store.Set(name, new DuePart([.. listed.Plates, vehicle]));
        }

        return state with { Watch = book };
    }

    /// <summary>Asks one part of a list; null when none is due.</summary>
    public async Task<ShardState?> Sweep(ShardState state, long nowMs)
    {
        if (state.Watch.Next(nowMs / MinuteMs) is not var (minute, part)) return null;
        var name = StateNames.Watch(minute, part);
        var vehicles = (await store.Get(name, DuePart.Empty)).Plates;
        var alerts = new List<VehicleAlert>();
        await store.Remove(name);
        state = state with { Watch = state.Watch.Done(part) };
        foreach (var vehicle in vehicles)
        {
            var known = await store.Get(StateNames.Vehicle(vehicle), VehicleState.Empty);
            if (known.ArrivedMs is not { } arrivedMs) continue;
            if (arrivedMs + settings.OfflineMs <= nowMs) alerts.Add(await Offline(vehicle, known, arrivedMs + settings.OfflineMs));
            else state = await Enter([vehicle], arrivedMs + settings.OfflineMs, state);
        }

        return state with { Outbox = state.Outbox.Add(alerts) };
    }

    private async Task<VehicleAlert> Offline(string vehicle, VehicleState known, long sinceMs)
    {
        var offline = Presence.Offline(vehicle, sinceMs);
        await store.Set(StateNames.Vehicle(vehicle), known with { OfflineMs = sinceMs });
        await new TrackStore(store).Journal(vehicle, [new Entry(Event: offline)]);
        return RecentRules.AlertOf(vehicle, offline);
    }
}
