using System.Text.Json.Serialization;
using Fleet.VehicleTracking.Motion;

namespace Fleet.VehicleTracking.Zones;

/// <summary>The corridors with section control that a vehicle drives along; there is none of these while it drives along none.</summary>
/// <param name="Open">At least one, by id of the zone.</param>
public sealed record CorridorMemory([property: JsonPropertyName("o")] IReadOnlyList<Traversal> Open);

/// <summary>A drive along a corridor, from its first fix inside to the one that is farthest along.</summary>
/// <param name="Zone">Id of the zone.</param>
/// <param name="Version">The version that it is measured by.</param>
/// <param name="Pegs">The first fix, then some that lie a share of the line apart: distance is measured from one to another.</param>
/// <param name="Last">The fix that is farthest along.</param>
/// <param name="SeenMs">Instant of the newest fix inside, Unix milliseconds.</param>
public sealed record Traversal(
    [property: JsonPropertyName("z")] string Zone,
    [property: JsonPropertyName("v")] int Version,
    [property: JsonPropertyName("p")] IReadOnlyList<Peg> Pegs,
    [property: JsonPropertyName("l")] Peg Last,
    [property: JsonPropertyName("s")] long SeenMs);

/// <summary>A fix in a corridor.</summary>
/// <param name="InstantMs">Time of the fix, Unix milliseconds.</param>
/// <param name="Latitude">WGS 84 degrees.</param>
/// <param name="Longitude">WGS 84 degrees.</param>
/// <param name="AccuracyMetres">How far it may lie from where the vehicle was, metres.</param>
/// <param name="ChainageMetres">How far along the line it lies, metres.</param>
public readonly record struct Peg(
    [property: JsonPropertyName("t")] long InstantMs,
    [property: JsonPropertyName("y")] double Latitude,
    [property: JsonPropertyName("x")] double Longitude,
    [property: JsonPropertyName("a")] double AccuracyMetres,
    [property: JsonPropertyName("c")] double ChainageMetres)
{
    private const double UnknownMetres = 15;
    private const double BestMetres = 3;

    internal static Peg Of(Fix fix, CorridorLine line) => new(
        fix.InstantMs,
        fix.Latitude,
        fix.Longitude,
        fix.AccuracyMetres is > 0 and var accuracy ? Math.Max(accuracy, BestMetres) : UnknownMetres,
        Math.Round(line.Nearest(fix.Latitude, fix.Longitude).ChainageMetres, 1));
}
