using System.Text.Json.Serialization;
using Fleet.Contracts.VehicleTracking;

namespace Fleet.VehicleTracking.Motion;

/// <summary>A vehicle that is faster than allowed.</summary>
/// <param name="First">The first fix above the limit.</param>
/// <param name="LastMs">Instant of the newest one, Unix milliseconds.</param>
/// <param name="LimitKmh">The limit at <paramref name="First"/>.</param>
/// <param name="MaxKmh">Highest speed so far.</param>
/// <param name="IsSaid">Whether it has lasted long enough to be told.</param>
public sealed record OverspeedMemory(
    [property: JsonPropertyName("f")] Fix First,
    [property: JsonPropertyName("t")] long LastMs,
    [property: JsonPropertyName("l")] double LimitKmh,
    [property: JsonPropertyName("x")] double MaxKmh,
    [property: JsonPropertyName("s")] bool IsSaid);

/// <summary>Episodes of overspeed: one event each, said when it has lasted long enough, and said again when it is over.</summary>
public static class OverspeedRules
{
    /// <param name="memory">What it returned for the fix before.</param>
    /// <param name="fix">The fix.</param>
    /// <param name="move">What lies between it and the fix before.</param>
    /// <param name="limitKmh">The limit that holds at the fix; null for none.</param>
    /// <param name="world">Vehicle and measures.</param>
    /// <param name="events">Takes what it says.</param>
    public static OverspeedMemory? Step(OverspeedMemory? memory, Fix fix, Move move, double? limitKmh, MachineWorld world, ICollection<TrackEvent> events)
    {
        var settings = world.Settings.Overspeed;
        var isOver = move.SpeedKmh > limitKmh;
        if (memory is not null && (!isOver || move.ElapsedMs == 0 || move.ElapsedMs > settings.GapSeconds * 1_000))
        {
            if (memory.IsSaid) events.Add(EventOf(memory, fix, world) with { UntilMs = memory.LastMs, IsAgain = true });
            memory = null;
        }

        if (!isOver) return null;
        var episode = memory is null
            ? new OverspeedMemory(fix, fix.InstantMs, limitKmh!.Value, move.SpeedKmh, IsSaid: false)
            : memory with { LastMs = fix.InstantMs, MaxKmh = Math.Max(memory.MaxKmh, move.SpeedKmh) };
        if (episode.IsSaid || fix.InstantMs - episode.First.InstantMs < settings.LeastSeconds * 1_000) return episode;
        events.Add(EventOf(episode, fix, world));
        return episode with { IsSaid = true };
    }

    private static TrackEvent EventOf(OverspeedMemory episode, Fix fix, MachineWorld world) =>
        TrackEvent.Of(world.Vehicle, VehicleEventKinds.Overspeed, fix, episode.First.InstantMs) with
        {
            Latitude = episode.First.Latitude,
            Longitude = episode.First.Longitude,
            SpeedKmh = episode.MaxKmh,
            LimitKmh = episode.LimitKmh,
        };
}
