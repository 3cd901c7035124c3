using Fleet.VehicleTracking.Motion;
using Fleet.VehicleTracking.Positions;

namespace Fleet.VehicleTracking.Shards;

/// <summary>What can be asked of a shard about trips, stops and events.</summary>
internal sealed class MotionReads(ShardStore store)
{
    /// <summary>What a vehicle's positions say of it; null before the machine has seen one.</summary>
    public static VehicleMotion? Of(string vehicle, VehicleState state)
    {
        if (state.Head is not { Last: { } last, Moves: { } moves, Trips: { } trips } head) return null;
        var now = Mark.Of(last, moves.Metres);
        return new VehicleMotion(
            state.OfflineMs is not null ? VehicleStatus.Offline : trips is { Start: not null, Still: null } ? VehicleStatus.Moving : VehicleStatus.Stopped,
            moves.Metres,
            moves.EngineMs / 1_000.0,
            At(state.ArrivedMs),
            state.Clock?.OffsetMs,
            state.Clock?.AllSamples ?? 0,
            TripRules.OpenTrip(vehicle, trips, now),
            TripRules.OpenStop(vehicle, trips, now),
            head.Overspeed is { IsSaid: true } overspeed ? At(overspeed.First.InstantMs) : null);
    }

    public async Task<EntriesView> Entries(EntriesQuery query)
    {
        var state = await store.Get(StateNames.Vehicle(query.Vehicle), VehicleState.Empty);
        var tracks = new TrackStore(store);
        var found = (state.Recent ?? []).Where(IsWanted).ToList();
        for (var day = TrackRules.DayOf(query.BeforeMs); day >= TrackRules.DayOf(query.FromMs); day--)
        {
            // All that is left is older than what is already enough.
            if (found.Count(entry => TrackRules.DayOf(entry.AtMs) > day) >= 2 * query.Limit) break;
            found.AddRange((await tracks.Journal(query.Vehicle, day)).Where(IsWanted));
        }

        return new EntriesView([.. found.GroupBy(entry => entry.Id, StringComparer.Ordinal).Select(same => same.MaxBy(entry => entry.DecidedMs)!)
            .OrderByDescending(entry => entry.AtMs).ThenByDescending(entry => entry.Id, StringComparer.Ordinal).Take(query.Limit)]);

        bool IsWanted(Entry entry) => KindOf(entry) == query.Kind && entry.AtMs >= query.FromMs
            && (entry.AtMs < query.BeforeMs || (entry.AtMs == query.BeforeMs && string.CompareOrdinal(entry.Id, query.BeforeId) < 0));
    }

    private static EntryKind KindOf(Entry entry) => entry.Event is not null ? EntryKind.Event : entry.Trip is not null ? EntryKind.Trip : EntryKind.Stop;

    private static DateTimeOffset? At(long? instantMs) => instantMs is { } ms ? DateTimeOffset.FromUnixTimeMilliseconds(ms) : null;
}
