namespace Fleet.VehicleTracking.Motion;

/// <summary>A position as detectors see it: one that no filter took out, in the order of its own time.</summary>
/// <param name="InstantMs">Time of the fix, Unix milliseconds.</param>
/// <param name="Latitude">WGS 84 degrees.</param>
/// <param name="Longitude">WGS 84 degrees.</param>
/// <param name="SpeedKmh">As reported, km/h; null when unknown.</param>
/// <param name="HeadingDegrees">Clockwise from north; null when unknown.</param>
/// <param name="AccuracyMetres">68 % radius, metres; null when unknown.</param>
/// <param name="Ignition">Null when unknown.</param>
/// <param name="Alarm">What the device raises an alarm about; null without one.</param>
public readonly record struct Fix(
    long InstantMs,
    double Latitude,
    double Longitude,
    double? SpeedKmh = null,
    double? HeadingDegrees = null,
    double? AccuracyMetres = null,
    bool? Ignition = null,
    string? Alarm = null);
