using System.Collections.Frozen;
using Fleet.Contracts.VehicleTracking;

namespace Fleet.VehicleTracking.Roads;

/// <summary>A version of a road, made ready for deciding.</summary>
public sealed class RoadPlan
{
    /// <summary>Below this confidence a passage is held where a road does not say otherwise.</summary>
    public const double UsualMinConfidence = 0.9;

    private readonly FrozenDictionary<string, int> cameras;
    private readonly Leg?[,] legs;

    /// <param name="version">A version without mistakes.</param>
    /// <param name="untilMs">First instant at which it counts no more.</param>
    public RoadPlan(RoadVersion version, long untilMs)
    {
        (Road, Version, FromMs, UntilMs) = (version.Road, version.Version, version.FromMs, untilMs);
        Law = Road.Law ?? RoadLaws.WorstLeg;
        Limits = new LimitSchedule(Road.LimitKmh, Road.Limits, Road.TimeZone, Version);
        cameras = Road.Cameras.Index().ToFrozenDictionary(pair => pair.Item.Id, pair => pair.Index, StringComparer.Ordinal);
        legs = LegsOf(Road);
    }

    public Road Road { get; }

    public int Version { get; }

    public long FromMs { get; }

    public long UntilMs { get; }

    /// <summary>One of <see cref="RoadLaws"/>.</summary>
    public string Law { get; }

    public LimitSchedule Limits { get; }

    /// <summary>After so long without a passage a vehicle has left the road, milliseconds.</summary>
    public long TimeoutMs => Road.SectionTimeoutMinutes * 60_000L;

    public double MinConfidence => Road.MinConfidence ?? UsualMinConfidence;

    /// <summary>All versions of the road, in rising order of time; this is one of them.</summary>
    public IReadOnlyList<RoadPlan> Versions { get; internal set; } = [];

    /// <summary>Place of a camera in driving order, from 0; -1 when the road does not have it.</summary>
    public int IndexOf(string camera) => cameras.TryGetValue(camera, out var index) ? index : -1;

    /// <summary>The leg between two cameras; null when speed is not measured between them.</summary>
    public Leg? LegBetween(int entry, int exit) => legs[entry, exit];

    /// <summary>An instant as a camera's clock had it, in true time as far as is known, Unix milliseconds.</summary>
    public long Corrected(int camera, long instantMs) => instantMs - (Road.Cameras[camera].ClockOffsetMs ?? 0);

    /// <summary>By how much at most a camera's clock may be wrong, milliseconds.</summary>
    public long UncertaintyMs(int camera) => Road.Cameras[camera].ClockUncertaintyMs ?? 0;

    /// <summary>The highest limit of the road in all its versions that was in force at some moment of a drive.</summary>
    public LimitInForce HighestLimit(long fromMs, long toMs, LimitSubject subject)
    {
        if (Versions.Count == 1 && !Limits.Varies) return Limits.Plain;
        LimitInForce? highest = null;
        foreach (var plan in Versions)
        {
            if (plan.FromMs > toMs || plan.UntilMs <= fromMs) continue;
            var limit = plan.Limits.Highest(Math.Max(fromMs, plan.FromMs), Math.Min(toMs, plan.UntilMs - 1), subject);
            if (highest is null || limit.LimitKmh > highest.LimitKmh) highest = limit;
        }

        return highest ?? Limits.Highest(fromMs, toMs, subject);
    }

    private Leg?[,] LegsOf(Road road)
    {
        var legs = new Leg?[road.Cameras.Count, road.Cameras.Count];
        foreach (var leg in road.Legs ?? [])
            legs[cameras[leg.Entry], cameras[leg.Exit]] = new Leg(this, cameras[leg.Entry], cameras[leg.Exit], (decimal)leg.ShortestMetres);
        for (var entry = 0; road.Legs is null && entry < road.Cameras.Count; entry++)
        {
            for (var exit = entry + 1; exit < road.Cameras.Count && (exit == entry + 1 || Law != RoadLaws.EachLeg); exit++)
                legs[entry, exit] = new Leg(this, entry, exit, (decimal)road.Cameras[exit].OffsetMetres - (decimal)road.Cameras[entry].OffsetMetres);
        }

        return legs;
    }
}
