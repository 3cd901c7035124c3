using Fleet.Contracts.VehicleTracking;
using Fleet.VehicleTracking.Motion;
using Fleet.VehicleTracking.Positions;

namespace Fleet.VehicleTracking.Shards;

/// <summary>
/// Notices vehicles from which nothing comes any more. A vehicle stands in one minute's list only; when that minute comes, it
/// is asked when something came last, and put into a later list or found to be offline. So a position costs nothing here.
/// While the shard itself was down nothing could come, so the offline time begins again when it is back.
/// </summary>
internal sealed class WatchTurn(ShardStore store, MotionSettings settings)
{
    /// <summary>An outbox that is so long takes no more vehicles that are offline; they are told when the broker has taken some.</summary>
    public const int Room = 500;

    private const long MinuteMs = 60_000;

    /// <summary>Notes that the shard is alive, and whether it was down before; called at every tick.</summary>
    public async Task<ShardState?> Beat(ShardState state, long nowMs)
    {
        var before = await store.Get<Pulse?>(StateNames.Pulse, null);
        if (before?.After(nowMs) is { } same && ReferenceEquals(same, before)) return null;
        await store.Set(StateNames.Pulse, before?.After(nowMs) ?? new Pulse(nowMs, state.Watch.Next(nowMs / MinuteMs) is null ? long.MinValue : nowMs));
        return state;
    }

    /// <summary>Has <paramref name="vehicles"/> asked when <paramref name="dueMs"/> has passed.</summary>
    public async Task<ShardState> Enter(IReadOnlyList<string> vehicles, long dueMs, ShardState state)
    {
        var book = state.Watch;
        foreach (var vehicle in vehicles)
        {
            (book, var part) = book.Add((dueMs / MinuteMs) + 1);
            var name = StateNames.Watch((dueMs / MinuteMs) + 1, part);
            var listed = await store.Get(name, DuePart.Empty);
            await store.Set(name, new DuePart([.. listed.Ids, vehicle]));
        }

        return state with { Watch = book };
    }

    /// <summary>Asks one part of a list; null when none is due.</summary>
    public async Task<ShardState?> Sweep(ShardState state, long nowMs)
    {
        if (state.Outbox.Count >= Room || state.Watch.Next(nowMs / MinuteMs) is not var (minute, part)) return null;
        var resumedMs = (await store.Get<Pulse?>(StateNames.Pulse, null))?.ResumedMs ?? long.MinValue;
        var name = StateNames.Watch(minute, part);
        var vehicles = (await store.Get(name, DuePart.Empty)).Ids;
        var alerts = new List<VehicleAlert>();
        await store.Remove(name);
        state = state with { Watch = state.Watch.Done(part) };
        foreach (var vehicle in vehicles)
        {
            var known = await store.Get(StateNames.Vehicle(vehicle), VehicleState.Empty);
            // Erased and seen again, it stands in two lists; the second finds it offline already.
            if (known.ArrivedMs is not { } arrivedMs || known.OfflineMs is not null) continue;
            var dueMs = Math.Max(arrivedMs, resumedMs) + settings.OfflineMs;
            if (dueMs <= nowMs) alerts.Add(await Offline(vehicle, known, dueMs));
            else state = await Enter([vehicle], dueMs, state);
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
