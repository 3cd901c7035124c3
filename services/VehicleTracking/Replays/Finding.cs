namespace Fleet.VehicleTracking.Replays;

/// <summary>One violation or episode: as it was decided, or as it would be.</summary>
/// <param name="Kind">One of <see cref="FindingKinds"/>.</param>
/// <param name="Id">Id of the violation or event; derived, so what would be has the id that it would have.</param>
/// <param name="At">When it began, UTC.</param>
/// <param name="Until">When it was over, UTC; null for an episode that lasts to the end of what is stored.</param>
/// <param name="SpeedKmh">Of a violation and a corridor the lower bound of the average speed, of an overspeed episode the highest speed, km/h.</param>
/// <param name="LimitKmh">The limit that was exceeded, km/h.</param>
/// <param name="ToleranceKmh">What the law takes off, km/h; null for an episode.</param>
/// <param name="CorrectedSpeedKmh">Whole km/h that count; null for an overspeed episode.</param>
/// <param name="RoadId">Id of the road of a violation.</param>
/// <param name="EntryCameraId">First camera of a violation.</param>
/// <param name="ExitCameraId">Last camera of a violation.</param>
/// <param name="Zone">Id of the zone of a corridor.</param>
/// <param name="IsPending">It is not decided yet: without a change it will be, when its section times out.</param>
public sealed record Finding(
    string Kind,
    string Id,
    DateTimeOffset At,
    DateTimeOffset? Until,
    double SpeedKmh,
    double LimitKmh,
    double? ToleranceKmh = null,
    double? CorrectedSpeedKmh = null,
    string? RoadId = null,
    string? EntryCameraId = null,
    string? ExitCameraId = null,
    string? Zone = null,
    bool? IsPending = null)
{
    /// <summary>Whether the other one is about the same drive: of the same kind and place, and at the same time.</summary>
    public bool Meets(Finding other) =>
        Kind == other.Kind && RoadId == other.RoadId && Zone == other.Zone
        && At <= (other.Until ?? DateTimeOffset.MaxValue) && other.At <= (Until ?? DateTimeOffset.MaxValue);

    /// <summary>Whether the other one says the same, whether or not it is decided yet.</summary>
    public bool Agrees(Finding other) => this with { IsPending = null } == other with { IsPending = null };
}

/// <summary>What a replay compares; names on the wire.</summary>
public static class FindingKinds
{
    public const string Violation = "violation";
    public const string Overspeed = Contracts.VehicleTracking.VehicleEventKinds.Overspeed;
    public const string Corridor = Contracts.VehicleTracking.VehicleEventKinds.CorridorOverspeed;
}

/// <summary>What would be otherwise for one vehicle.</summary>
/// <param name="Change">One of <see cref="DifferenceKinds"/>.</param>
/// <param name="Kind">One of <see cref="FindingKinds"/>.</param>
/// <param name="Vehicle">Plate of a violation, else id of the vehicle.</param>
/// <param name="Before">What was decided; null for what is new.</param>
/// <param name="After">What would be; null for what is gone.</param>
public sealed record Difference(string Change, string Kind, string Vehicle, Finding? Before, Finding? After)
{
    /// <summary>What stands in the place of a difference whose vehicle was erased.</summary>
    public Difference Erased() => new(DifferenceKinds.Erased, Kind, "", null, null);
}

/// <summary>How something would be otherwise; names on the wire.</summary>
public static class DifferenceKinds
{
    public const string New = "new";
    public const string Gone = "gone";
    public const string Different = "different";

    /// <summary>Its vehicle has been erased since; nothing more is known of it.</summary>
    public const string Erased = "erased";
}
