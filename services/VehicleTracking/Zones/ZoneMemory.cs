using System.Text.Json.Serialization;

namespace Fleet.VehicleTracking.Zones;

/// <summary>The zones that a vehicle is in; there is none of these while it is in no zone.</summary>
/// <param name="Inside">At least one, by id of the zone.</param>
public sealed record ZoneMemory([property: JsonPropertyName("i")] IReadOnlyList<ZoneStay> Inside);

/// <summary>A stay in a zone.</summary>
/// <param name="Zone">Id of the zone.</param>
/// <param name="Version">The version that its newest fix was judged by.</param>
/// <param name="SinceMs">Instant of its first fix, Unix milliseconds.</param>
/// <param name="IsDwellSaid">Whether it is known to have lasted for the zone's dwell time.</param>
public sealed record ZoneStay(
    [property: JsonPropertyName("z")] string Zone,
    [property: JsonPropertyName("v")] int Version,
    [property: JsonPropertyName("s")] long SinceMs,
    [property: JsonPropertyName("d")] bool IsDwellSaid = false);

/// <summary>The limit of a zone.</summary>
public readonly record struct ZoneLimit(string Zone, double LimitKmh);
