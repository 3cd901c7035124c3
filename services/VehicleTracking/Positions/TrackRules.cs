using System.Runtime.InteropServices;
using Fleet.VehicleTracking.Motion;

namespace Fleet.VehicleTracking.Positions;

/// <summary>A segment that is ready to be stored.</summary>
public sealed record SealedSegment(SegmentSpan Span, long Day, Segment Segment);

/// <summary>What a fold over a vehicle's newest points has made.</summary>
/// <param name="Before">The machine's memory before the tail.</param>
/// <param name="Head">The machine's memory after the newest point.</param>
/// <param name="Sealed">Segments to store, new ones and rewritten ones.</param>
/// <param name="Segments">Number of the next segment.</param>
public sealed record Folded(MachineMemory Before, MachineMemory Head, IReadOnlyList<SealedSegment> Sealed, int Segments);

/// <summary>How a vehicle's newest points grow, and when the oldest of them are sealed into segments.</summary>
public static class TrackRules
{
    /// <summary>When the tail has so many points, all but the newest <see cref="Kept"/> are sealed.</summary>
    public const int Full = 64;

    /// <summary>So do points of about so many bytes: a device may say much beside where it is.</summary>
    public const int FullBytes = 16_384;

    /// <summary>What stays open, so that points a little late still fall into their place.</summary>
    public const int Kept = 16;

    /// <summary>A point before so many segments is later than the window, whatever time they take: each would be decided anew.</summary>
    public const int MostOpen = 50;

    private const long DayMs = 86_400_000;

    /// <summary>UTC day of an instant, counted from 1970-01-01.</summary>
    public static long DayOf(long instantMs) => (long)Math.Floor(instantMs / (double)DayMs);

    /// <summary>Puts <paramref name="point"/> in its place in <paramref name="points"/>; false when its instant is there already.</summary>
    public static bool TryInsert(List<Point> points, Point point)
    {
        var at = points.Count;
        while (at > 0 && points[at - 1].InstantMs > point.InstantMs) at--;
        if (at > 0 && points[at - 1].InstantMs == point.InstantMs) return false;
        points.Insert(at, point);
        return true;
    }

    /// <summary>Lets the machine go by points that are the newest of their vehicle, and writes their verdicts into them.</summary>
    public static MachineMemory Run(MachineMemory memory, Span<Point> points, MachineWorld world, Findings findings)
    {
        foreach (ref var point in points) memory = Machine.Step(memory, ref point, world, findings);
        return memory;
    }

    /// <summary>
    /// Lets the machine go again by <paramref name="blocks"/> and <paramref name="tail"/>, and seals what is too much in the tail,
    /// which is left with the points that stay open.
    /// </summary>
    /// <param name="before">The machine's memory before the first of these points.</param>
    /// <param name="blocks">Segments that are open again, in order.</param>
    /// <param name="tail">The newest points, after the blocks.</param>
    /// <param name="segments">Number of the next segment.</param>
    /// <param name="world">Vehicle and measures.</param>
    /// <param name="findings">Takes what the machine says.</param>
    public static Folded Fold(MachineMemory before, List<Block> blocks, List<Point> tail, int segments, MachineWorld world, Findings findings)
    {
        var (memory, isSealed) = (before, new List<SealedSegment>());
        foreach (var block in blocks)
        {
            var number = block.Number;
            foreach (var part in Cut(block.Points, block.Points.Count, 2)) SealPart(part, number);
        }

        var old = IsFull(tail) ? tail.Count - KeptOf(tail) : 0;
        foreach (var part in Cut(tail, old, 1)) SealPart(part, null);
        tail.RemoveRange(0, old);
        return new Folded(memory, Run(memory, CollectionsMarshal.AsSpan(tail), world, findings), isSealed, segments);

        void SealPart(Point[] part, int? number)
        {
            // Only the first part of a block that has grown too long keeps its number.
            var mine = number is { } known && !isSealed.Exists(other => other.Span.Number == known) ? known : segments++;
            var start = memory;
            memory = Run(memory, part, world, findings);
            isSealed.Add(SegmentOf(part, mine, start, isLate: false));
        }
    }

    /// <summary>Segments of points that came after the window.</summary>
    public static List<SealedSegment> SealLate(List<Point> late, int segments) =>
        [.. Cut(late, late.Count, 1).Select((part, index) => SegmentOf(part, segments + index, null, isLate: true))];

    /// <summary>Whether points are so many, or say so much, that they are sealed.</summary>
    public static bool IsFull(IReadOnlyList<Point> points) => points.Count >= Full || BytesOf(points) >= FullBytes;

    /// <summary>About how many bytes points take.</summary>
    public static int BytesOf(IReadOnlyList<Point> points)
    {
        var bytes = 0;
        for (var index = 0; index < points.Count; index++) bytes += BytesOf(points, index);
        return bytes;
    }

    // What is said again costs nothing.
    private static int BytesOf(IReadOnlyList<Point> points, int index) =>
        16 + (points[index].Attributes is not { } said || (index > 0 && points[index - 1].Attributes == said) ? 0 : said.Length);

    private static int KeptOf(List<Point> tail)
    {
        var (kept, bytes) = (1, BytesOf(tail, tail.Count - 1));
        while (kept < Kept && kept < tail.Count && (bytes += BytesOf(tail, tail.Count - 1 - kept)) <= FullBytes / 2) kept++;
        return kept;
    }

    // Parts of one UTC day each, of so many times what is full.
    private static IEnumerable<Point[]> Cut(List<Point> points, int count, int times)
    {
        for (var (start, end) = (0, 0); start < count; start = end)
        {
            var (day, bytes) = (DayOf(points[start].InstantMs), 0);
            while (end < count && end - start < times * Full && DayOf(points[end].InstantMs) == day)
            {
                bytes += BytesOf(points, end);
                if (end > start && bytes > times * FullBytes) break;
                end++;
            }

            yield return [.. points[start..end]];
        }
    }

    private static SealedSegment SegmentOf(Point[] points, int number, MachineMemory? before, bool isLate) => new(
        new SegmentSpan(number, points[0].InstantMs, points[^1].InstantMs, isLate), DayOf(points[0].InstantMs), new Segment(PointCodec.Encode(points), before));
}
