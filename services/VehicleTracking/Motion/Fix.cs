using System.Text.Json.Serialization;
using Fleet.VehicleTracking.Positions;

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
    [property: JsonPropertyName("t")] long InstantMs,
    [property: JsonPropertyName("y"), JsonConverter(typeof(SevenPlaces))] double Latitude,
    [property: JsonPropertyName("x"), JsonConverter(typeof(SevenPlaces))] double Longitude,
    [property: JsonPropertyName("v"), JsonConverter(typeof(SevenPlaces))] double? SpeedKmh = null,
    [property: JsonPropertyName("h"), JsonConverter(typeof(SevenPlaces))] double? HeadingDegrees = null,
    [property: JsonPropertyName("a"), JsonConverter(typeof(SevenPlaces))] double? AccuracyMetres = null,
    [property: JsonPropertyName("i")] bool? Ignition = null,
    [property: JsonPropertyName("l")] string? Alarm = null)
{
    public static Fix Of(in Point point) => new(
        point.InstantMs, point.LatitudeE7 / 1e7, point.LongitudeE7 / 1e7, point.SpeedE2 / 1e2, point.HeadingE2 / 1e2, point.AccuracyE2 / 1e2,
        point.Ignition, point.HasAlarm ? DeviceAttributes.Alarm(point) : null);
}
