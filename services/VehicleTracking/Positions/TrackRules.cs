using System.Runtime.InteropServices;

namespace Fleet.VehicleTracking.Positions;

/// <summary>A segment that is ready to be stored.</summary>
public sealed record SealedSegment(SegmentSpan Span, long Day, Segment Segment);

/// <summary>How a vehicle's newest points grow, and when the oldest of them are sealed into segments.</summary>
public static class TrackRules
{
    /// <summary>When the tail has so many points, all but the newest <see cref="Kept"/> are sealed.</summary>
    public const int Full = 64;

    /// <summary>What stays open, so that points a little late still fall into their place.</summary>
    public const int Kept = 16;

    private const long DayMs = 86_400_000;

    /// <summary>UTC day of an instant, counted from 1970-01-01.</summary>
    public static long DayOf(long instantMs) => (long)Math.Floor(instantMs / (double)DayMs);

    /// <summary>Puts <paramref name="point"/> in its place in <paramref name="tail"/>; false when its instant is there already.</summary>
    public static bool TryInsert(List<Point> tail, Point point)
    {
        var at = tail.Count;
        while (at > 0 && tail[at - 1].InstantMs > point.InstantMs) at--;
        if (at > 0 && tail[at - 1].InstantMs == point.InstantMs) return false;
        tail.Insert(at, point);
        return true;
    }

    /// <summary>Seals what is too much in <paramref name="tail"/>; the segments may be none.</summary>
    public static (VehicleState State, IReadOnlyList<SealedSegment> Sealed) Seal(VehicleState state, List<Point> tail)
    {
        if (tail.Count < Full) return (state with { Tail = PointCodec.Encode(CollectionsMarshal.AsSpan(tail)) }, []);
        var old = tail[..^Kept];
        var segments = old.GroupBy(point => DayOf(point.InstantMs))
            .SelectMany(day => day.Chunk(Full).Select(points => (Day: day.Key, Points: points)))
            .Select((part, index) => Segment(part.Day, part.Points, state.Segments + index))
            .ToList();
        return (new VehicleState(
            PointCodec.Encode(CollectionsMarshal.AsSpan(tail)[^Kept..]),
            Math.Max(state.SealedUntilMs, old[^1].InstantMs),
            state.Segments + segments.Count), segments);
    }

    private static SealedSegment Segment(long day, Point[] points, int number) =>
        new(new SegmentSpan(number, points[0].InstantMs, points[^1].InstantMs), day, new Segment(PointCodec.Encode(points)));
}
