using System.Runtime.InteropServices;
using Fleet.VehicleTracking.Motion;
using Fleet.VehicleTracking.Positions;

namespace Fleet.VehicleTracking.Replays;

/// <summary>How far the replay of one vehicle's positions has come.</summary>
/// <param name="Vehicle">Id of the vehicle.</param>
/// <param name="AfterMs">Instant of the last position that was seen, Unix milliseconds.</param>
/// <param name="Memory">What the machine remembers after it.</param>
/// <param name="Before">What was decided.</param>
/// <param name="After">What would be, as far as it has come.</param>
/// <param name="HeldMs">Episodes that began before are not compared: their positions are not held. Unix milliseconds.</param>
public sealed record TrackProgress(
    string Vehicle, long AfterMs, MachineMemory Memory, IReadOnlyList<TrackEvent> Before, IReadOnlyList<TrackEvent> After, long HeldMs = long.MaxValue);

/// <summary>What the positions of a vehicle make under other limits: the same machine, over the same points.</summary>
public static class TrackReplay
{
    /// <summary>The replay begins so long before its span, so that it knows where the vehicle is when the span begins.</summary>
    public const long LeadMs = 3_600_000;

    /// <summary>For so long after its span an episode is followed to its end.</summary>
    public const long TailMs = 86_400_000;

    /// <summary>What to begin with: what the limits in force had to do with is forgotten.</summary>
    public static TrackProgress Start(string vehicle, MachineMemory before, IReadOnlyList<TrackEvent> decided) =>
        new(vehicle, long.MinValue, before with { Overspeed = null, Zones = null, Corridors = null }, decided, []);

    /// <summary>Lets the machine go by further points; they are in order.</summary>
    public static TrackProgress Run(TrackProgress progress, List<Point> points, Hypothesis hypothesis)
    {
        if (points.Count == 0) return progress;
        var findings = new Findings();
        var memory = TrackRules.Run(progress.Memory, CollectionsMarshal.AsSpan(points), new MachineWorld(progress.Vehicle, hypothesis.Settings, hypothesis.Then), findings);
        return progress with { HeldMs = Math.Min(progress.HeldMs, HeldMs(progress.Memory, points[0], hypothesis)), AfterMs = points[^1].InstantMs, Memory = memory, After = [.. progress.After, .. findings.Events.Where(IsCompared)] };
    }

    /// <summary>Whether the span is over, and nothing that began in it is still open.</summary>
    public static bool IsOver(TrackProgress progress, ReplayPlan plan) =>
        progress.AfterMs >= plan.To.ToUnixTimeMilliseconds() && progress.Memory is { Overspeed: null, Corridors: null };

    public static bool IsCompared(TrackEvent one) => one.Kind is FindingKinds.Overspeed or FindingKinds.Corridor;

    /// <summary>Episodes of the span whose positions are held; of those with one id, the one that was decided last counts.</summary>
    public static List<Finding> Findings(IEnumerable<TrackEvent> events, TrackProgress progress, ReplayPlan plan) =>
    [
        .. events.Where(one => IsCompared(one) && plan.IsIn(one.AtMs) && one.AtMs >= progress.HeldMs).GroupBy(one => one.Id, StringComparer.Ordinal)
            .Select(same => Of(same.MaxBy(one => one.DecidedMs)!)),
    ];

    // What lasts at the first point may have begun before it, unless the vehicle or its track begins there.
    private static long HeldMs(MachineMemory memory, Point first, Hypothesis hypothesis) =>
        memory.Last is not { } last || first.InstantMs - last.InstantMs > hypothesis.Settings.Overspeed.GapSeconds * 1_000 ? first.InstantMs : first.InstantMs + 1;

    private static Finding Of(TrackEvent one) => new(
        one.Kind, one.Id, DateTimeOffset.FromUnixTimeMilliseconds(one.AtMs), one.UntilMs is { } until ? DateTimeOffset.FromUnixTimeMilliseconds(until) : null,
        one.SpeedKmh ?? 0, one.LimitKmh ?? 0, CorrectedSpeedKmh: one.Value, Zone: one.Zone);
}
