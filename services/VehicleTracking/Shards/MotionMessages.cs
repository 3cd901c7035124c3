using Fleet.VehicleTracking.Motion;

namespace Fleet.VehicleTracking.Shards;

/// <summary>What a vehicle's positions say of it, as of the newest one.</summary>
/// <param name="Status">One of <see cref="VehicleStatus"/>.</param>
/// <param name="OdometerMetres">Sum of its moves since its first position here; a device's own odometer is among the position's attributes.</param>
/// <param name="EngineSeconds">How long its engine is known to have run.</param>
/// <param name="LastArrivalAt">When something came from it last, UTC, by the service's clock; null if that was before this was kept.</param>
/// <param name="ClockOffsetMs">Smallest recent difference of arrival and fix time, milliseconds; below zero the device's clock is ahead. Null while unknown.</param>
/// <param name="ClockSamples">How many positions that rests on.</param>
/// <param name="Trip">The trip under way, as of the newest position; null without one.</param>
/// <param name="Stop">The stop that lasts, as of the newest position; null on a trip.</param>
/// <param name="OverspeedSince">Since when it is faster than allowed, UTC; null while it is not.</param>
public sealed record VehicleMotion(
    string Status,
    double OdometerMetres,
    double EngineSeconds,
    DateTimeOffset? LastArrivalAt,
    long? ClockOffsetMs,
    int ClockSamples,
    Trip? Trip,
    Stop? Stop,
    DateTimeOffset? OverspeedSince);

/// <summary>What a vehicle is doing; names on the wire.</summary>
public static class VehicleStatus
{
    public const string Moving = "moving";
    public const string Stopped = "stopped";
    public const string Offline = "offline";
}

/// <summary>Which kind of entry is wanted.</summary>
public enum EntryKind
{
    Event,
    Trip,
    Stop,
}

/// <summary>
/// Which entries of a vehicle are wanted: of one kind, that happened or began from <paramref name="FromMs"/> (inclusive) on and
/// before <paramref name="BeforeMs"/> and <paramref name="BeforeId"/>, newest first. An empty id takes nothing at
/// <paramref name="BeforeMs"/> itself.
/// </summary>
public sealed record EntriesQuery(string Vehicle, EntryKind Kind, long FromMs, long BeforeMs, string BeforeId, int Limit);

/// <summary>Entries that are over, newest first by <see cref="Entry.AtMs"/>, then by id downwards; each id once.</summary>
public sealed record EntriesView(IReadOnlyList<Entry> Entries);

/// <summary>Which vehicles are wanted: those after an id, in rising order.</summary>
public sealed record VehiclesQuery(string AfterId, int Limit);

/// <summary>Vehicles of a shard, by id in rising ordinal order.</summary>
public sealed record VehiclesView(IReadOnlyList<VehicleView> Vehicles);
