namespace Fleet.VehicleTracking.Positions;

/// <summary>What a turn must know of a vehicle: the newest points, and how far the sealed ones reach.</summary>
/// <param name="Tail">Points not yet sealed, by instant (<see cref="PointCodec"/>); the newest of all is among them.</param>
/// <param name="SealedUntilMs">Newest sealed instant, Unix milliseconds; <see cref="long.MinValue"/> while nothing is sealed.</param>
/// <param name="Segments">How many segments were sealed; also the number of the next one.</param>
public sealed record VehicleState(byte[] Tail, long SealedUntilMs, int Segments)
{
    public static VehicleState Empty { get; } = new([], long.MinValue, 0);
}

/// <summary>Some tens of points that never change again, all of one UTC day.</summary>
/// <param name="Points">See <see cref="PointCodec"/>.</param>
public sealed record Segment(byte[] Points);

/// <summary>The segments of a vehicle that hold points of one UTC day, in the order they were sealed.</summary>
public sealed record SegmentDay(IReadOnlyList<SegmentSpan> Segments)
{
    public static SegmentDay Empty { get; } = new([]);
}

/// <summary>Which time a segment covers. Spans overlap when points came late.</summary>
/// <param name="Number">Number of the segment.</param>
/// <param name="FirstMs">Oldest instant in it, Unix milliseconds.</param>
/// <param name="LastMs">Newest instant in it, Unix milliseconds.</param>
public sealed record SegmentSpan(int Number, long FirstMs, long LastMs)
{
    public bool Covers(long instantMs) => FirstMs <= instantMs && instantMs <= LastMs;
}
