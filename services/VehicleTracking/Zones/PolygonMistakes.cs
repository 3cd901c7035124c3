using System.Globalization;
using Fleet.Contracts.VehicleTracking;
using NetTopologySuite.Operation.Valid;

namespace Fleet.VehicleTracking.Zones;

/// <summary>What can be wrong with polygons.</summary>
internal static class PolygonMistakes
{
    public static IEnumerable<ZoneMistake> In(string param, IReadOnlyList<IReadOnlyList<IReadOnlyList<LonLat>>> polygons, int maxPlaces, Func<int, string> name)
    {
        if (polygons.Count == 0) return [new(param, "expected at least one polygon")];
        if (polygons.Sum(polygon => polygon?.Sum(ring => ring?.Count ?? 0) ?? 0) > maxPlaces) return [new(param, $"expected at most {maxPlaces.ToString("N0", CultureInfo.InvariantCulture)} places in all rings together")];
        return polygons.SelectMany((polygon, index) => In(param + name(index), polygon));
    }

    private static List<ZoneMistake> In(string param, IReadOnlyList<IReadOnlyList<LonLat>>? rings)
    {
        if (rings is not { Count: > 0 }) return [new(param, "expected an outer ring")];
        var mistakes = rings.SelectMany((ring, index) => InRing($"{param}[{index}]", ring)).ToList();
        if (mistakes.Count == 0 && Crossing(param, rings) is { } mistake) mistakes.Add(mistake);
        return mistakes;
    }

    private static IEnumerable<ZoneMistake> InRing(string param, IReadOnlyList<LonLat>? ring)
    {
        if (ring is not { Count: >= 4 }) return [new(param, "expected a ring of at least 4 places, the last of which is the first again")];
        var mistakes = GeometryMistakes.InPlaces(param, ring).Concat(GeometryMistakes.InSteps(param, ring));
        return ring[0] == ring[^1] ? mistakes : mistakes.Append(new(param, "expected a ring that is closed: its last place is the first again"));
    }

    // Rings that cross themselves or each other, holes outside, areas of nothing.
    private static ZoneMistake? Crossing(string param, IReadOnlyList<IReadOnlyList<LonLat>> rings)
    {
        if (new IsValidOp(PolygonPart.Of(rings)).ValidationError is not { } error) return null;
        var at = string.Create(CultureInfo.InvariantCulture, $"[{error.Coordinate?.X}, {error.Coordinate?.Y}]");
        return new(param, $"expected rings that neither cross nor touch themselves along a line, with holes inside; near {at}: {error.Message}");
    }
}
