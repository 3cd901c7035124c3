namespace Fleet.VehicleTracking.Motion;

/// <summary>A drive from one stop to the next.</summary>
/// <param name="Id">Derived from the vehicle and when it began.</param>
/// <param name="DecidedMs">Instant of the fix that decided it, Unix milliseconds.</param>
/// <param name="StartMs">When it began, Unix milliseconds.</param>
/// <param name="EndMs">When it was over, Unix milliseconds; as of the newest fix while it still lasts.</param>
/// <param name="DistanceMetres">What the odometer gained.</param>
/// <param name="MaxSpeedKmh">Highest speed of a fix in it, reported or computed.</param>
public sealed record Trip(
    string Id,
    long DecidedMs,
    long StartMs,
    long EndMs,
    double StartLatitude,
    double StartLongitude,
    double EndLatitude,
    double EndLongitude,
    double DistanceMetres,
    double MaxSpeedKmh);

/// <summary>A stay between two drives.</summary>
/// <param name="Id">Derived from the vehicle and when it began.</param>
/// <param name="DecidedMs">Instant of the fix that decided it, Unix milliseconds.</param>
/// <param name="StartMs">When it began, Unix milliseconds.</param>
/// <param name="EndMs">When it was over, Unix milliseconds; as of the newest fix while it still lasts.</param>
/// <param name="Latitude">Where it began, WGS 84 degrees.</param>
/// <param name="Longitude">WGS 84 degrees.</param>
public sealed record Stop(string Id, long DecidedMs, long StartMs, long EndMs, double Latitude, double Longitude);
