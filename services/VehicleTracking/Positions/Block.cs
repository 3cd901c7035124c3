using Fleet.VehicleTracking.Motion;

namespace Fleet.VehicleTracking.Positions;

/// <summary>A segment that is open again because a late point comes into it.</summary>
/// <param name="Number">Number of the segment; null for one that is not stored yet.</param>
/// <param name="Points">By instant, all of one UTC day.</param>
/// <param name="Before">The machine's memory before the first of them.</param>
public sealed record Block(int? Number, List<Point> Points, MachineMemory Before)
{
    public long LastMs => Points[^1].InstantMs;

    public long Day => TrackRules.DayOf(LastMs);

    /// <summary>
    /// Puts a point in its place among <paramref name="blocks"/>, which are in order, or else into <paramref name="tail"/>, which
    /// follows them; false when its instant is there already.
    /// </summary>
    public static bool TryPlace(List<Block> blocks, List<Point> tail, Point point)
    {
        var at = blocks.FindIndex(block => block.LastMs >= point.InstantMs);
        if (at < 0) return TrackRules.TryInsert(tail, point);
        var day = TrackRules.DayOf(point.InstantMs);
        if (blocks[at].Day == day) return TrackRules.TryInsert(blocks[at].Points, point);
        if (at > 0 && blocks[at - 1].Day == day) blocks[at - 1].Points.Add(point);
        else blocks.Insert(at, new Block(null, [point], blocks[at].Before));
        return true;
    }
}
