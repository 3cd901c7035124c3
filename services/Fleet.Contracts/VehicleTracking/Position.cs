using System.Text.Json;

namespace Fleet.Contracts.VehicleTracking;

/// <summary>A device tells where its vehicle is. Body of <c>POST /v1/positions</c>, alone or in an array.</summary>
/// <param name="Vehicle">Id of the vehicle (1 to 64 letters, digits, <c>-</c>, <c>_</c>, <c>.</c>, <c>:</c>).</param>
/// <param name="Instant">Time of the fix, with offset; kept to the millisecond. With <paramref name="Vehicle"/> it identifies the position.</param>
/// <param name="Latitude">WGS 84 degrees, -90 to 90.</param>
/// <param name="Longitude">WGS 84 degrees, -180 to 180.</param>
/// <param name="SpeedKmh">Speed over ground, km/h; null when unknown.</param>
/// <param name="HeadingDegrees">Course over ground, degrees clockwise from north, 0 to 360; null when unknown.</param>
/// <param name="AccuracyMetres">Radius of the fix's 68 % confidence circle, metres; null when unknown.</param>
/// <param name="AltitudeMetres">Above mean sea level, metres; null when unknown.</param>
/// <param name="Valid">False when the receiver itself says that it has no fix; null when it does not say.</param>
/// <param name="Ignition">Whether the ignition is on; null when the device does not know.</param>
/// <param name="Uuid">The device's own id of the report, by which a repetition is known; null without one.</param>
/// <param name="Attributes">What else the device says, as it says it: flat names to texts, numbers and truth values.</param>
/// <param name="Filtered">In answers only: the filter that keeps the position out of trips and events; null for nearly all.</param>
public sealed record Position(
    string Vehicle,
    DateTimeOffset Instant,
    double Latitude,
    double Longitude,
    double? SpeedKmh = null,
    double? HeadingDegrees = null,
    double? AccuracyMetres = null,
    double? AltitudeMetres = null,
    bool? Valid = null,
    bool? Ignition = null,
    string? Uuid = null,
    IReadOnlyDictionary<string, JsonElement>? Attributes = null,
    string? Filtered = null);
