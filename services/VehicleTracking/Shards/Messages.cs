using Fleet.Contracts.VehicleTracking;

namespace Fleet.VehicleTracking.Shards;

/// <summary>What one turn of a shard takes. Instants are UTC, plates normalised.</summary>
public sealed record ShardBatch(IReadOnlyList<Passage> Passages, IReadOnlyList<Position> Positions);

/// <summary>What became of each item of a <see cref="ShardBatch"/>, in its order. All of it is stored when this is returned.</summary>
public sealed record ShardOutcomes(IReadOnlyList<ItemOutcome> Passages, IReadOnlyList<ItemOutcome> Positions);

/// <summary>What became of one item.</summary>
public enum ItemOutcome
{
    /// <summary>It was new.</summary>
    Accepted,

    /// <summary>It had been accepted before.</summary>
    Duplicate,

    /// <summary>A passage of a section that has timed out already, or a position of a day that is not kept any more.</summary>
    TooOld,

    /// <summary>Too many events wait for the broker; nothing of the item is stored.</summary>
    Refused,

    /// <summary>A passage whose plate the camera is not sure of: kept for a person to look at.</summary>
    Held,

    /// <summary>A position of a vehicle of which everything is being erased; nothing of it is stored.</summary>
    Erasing,
}

/// <summary>Last known state of a vehicle.</summary>
/// <param name="Vehicle">Id as given.</param>
/// <param name="Position">Newest position; null if it never reported one.</param>
/// <param name="Passage">Newest passage whose section has not timed out; null without one.</param>
/// <param name="Motion">What its positions say of it; null if it never reported a usable one.</param>
public sealed record VehicleView(string Vehicle, Position? Position, Passage? Passage, VehicleMotion? Motion = null);

/// <summary>Which part of a track is wanted: from <paramref name="FromMs"/> (inclusive) up to <paramref name="BeforeMs"/> (exclusive).</summary>
/// <param name="Vehicle">Id of the vehicle.</param>
/// <param name="FromMs">Unix milliseconds.</param>
/// <param name="BeforeMs">Unix milliseconds.</param>
/// <param name="Limit">How many positions at most.</param>
/// <param name="IsAscending">Oldest first; otherwise newest first.</param>
public sealed record TrackQuery(string Vehicle, long FromMs, long BeforeMs, int Limit, bool IsAscending = false);

/// <summary>Positions of a track, in the order asked for.</summary>
public sealed record TrackView(IReadOnlyList<Position> Positions);

/// <summary>Which lost vehicles are wanted: those before <paramref name="BeforeMs"/> and <paramref name="BeforeId"/>, newest first.</summary>
public sealed record LostQuery(long BeforeMs, string BeforeId, int Limit);

/// <summary>Vehicles that entered a section and never left it, newest first.</summary>
public sealed record LostView(IReadOnlyList<VehicleLost> Vehicles);

/// <summary>What a shard has counted, and how many of its events wait for the broker.</summary>
public sealed record ShardCounts(ShardTotals Totals, int EventsPending);
