using System.Text.Json.Serialization;
using Fleet.VehicleTracking.Motion;

namespace Fleet.VehicleTracking.Positions;

/// <summary>What a turn must know of a vehicle: its newest points, how far the sealed ones reach, and what the machine remembers.</summary>
/// <param name="Tail">Points not yet sealed, by instant (<see cref="PointCodec"/>); the newest of all is among them.</param>
/// <param name="SealedUntilMs">Newest sealed instant, Unix milliseconds; <see cref="long.MinValue"/> while nothing is sealed.</param>
/// <param name="Segments">How many segments were sealed; also the number of the next one.</param>
/// <param name="Late">Points that came after the window, not yet sealed; null without any.</param>
/// <param name="Head">The machine's memory after the newest point.</param>
/// <param name="Recent">Entries that a late point may still change: those decided within the window. Null without any.</param>
/// <param name="Clock">What arrivals tell of the device's clock.</param>
/// <param name="ArrivedMs">When something came last, Unix milliseconds of the service's clock; null before the first time.</param>
/// <param name="OfflineMs">When it was found to be offline, Unix milliseconds; null while it is not.</param>
/// <param name="Told">What the world was told of the recent events; null without any, and in what an older version stored.</param>
public sealed record VehicleState(
    byte[] Tail,
    long SealedUntilMs,
    int Segments,
    byte[]? Late = null,
    MachineMemory? Head = null,
    IReadOnlyList<Entry>? Recent = null,
    ClockEstimate? Clock = null,
    long? ArrivedMs = null,
    long? OfflineMs = null,
    IReadOnlyList<Told>? Told = null)
{
    public static VehicleState Empty { get; } = new([], long.MinValue, 0);
}

/// <summary>
/// Some tens of points, all of one UTC day. While they are younger than the window a late point may come among them; later
/// they never change again.
/// </summary>
/// <param name="Points">See <see cref="PointCodec"/>.</param>
/// <param name="Before">The machine's memory before the first of them; null for points that came after the window, and for what an older version stored.</param>
public sealed record Segment(byte[] Points, MachineMemory? Before = null);

/// <summary>What a vehicle has of one UTC day.</summary>
/// <param name="Segments">The segments that hold points of it, in the order they were sealed.</param>
/// <param name="JournalParts">How many parts the day's journal has.</param>
public sealed record SegmentDay([property: JsonConverter(typeof(SpanCodec))] IReadOnlyList<SegmentSpan> Segments, int JournalParts = 0)
{
    public static SegmentDay Empty { get; } = new([]);
}

/// <summary>Which time a segment covers. Spans of points that came after the window overlap others.</summary>
/// <param name="Number">Number of the segment.</param>
/// <param name="FirstMs">Oldest instant in it, Unix milliseconds.</param>
/// <param name="LastMs">Newest instant in it, Unix milliseconds.</param>
/// <param name="IsLate">Whether it holds points that came after the window.</param>
public sealed record SegmentSpan(
    int Number,
    long FirstMs,
    long LastMs,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool IsLate = false)
{
    public bool Covers(long instantMs) => FirstMs <= instantMs && instantMs <= LastMs;
}

/// <summary>Some entries of a day's journal, in the order they were decided.</summary>
public sealed record JournalPart(IReadOnlyList<Entry> Entries)
{
    /// <summary>How many entries a part takes.</summary>
    public const int Size = 100;

    public static JournalPart Empty { get; } = new([]);
}
