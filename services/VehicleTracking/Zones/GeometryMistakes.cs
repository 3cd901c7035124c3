using Fleet.Contracts.VehicleTracking;

namespace Fleet.VehicleTracking.Zones;

/// <summary>What can be wrong with the geometry of a zone.</summary>
internal static class GeometryMistakes
{
    private const int MaxPlaces = 10_000;
    private const double MaxLatitude = 80;
    private const double MaxRadiusMetres = 100_000;
    private const double MaxHalfWidthMetres = 10_000;

    public static IEnumerable<ZoneMistake> In(ZoneGeometry? geometry)
    {
        var given = new object?[] { geometry?.Circle, geometry?.Polygon, geometry?.MultiPolygon, geometry?.Corridor }.Count(form => form is not null);
        if (given != 1) return [new("geometry", "expected exactly one of circle, polygon, multiPolygon and corridor")];
        return geometry! switch
        {
            { Circle: { } circle } => In(circle),
            { Corridor: { } corridor } => In(corridor),
            { Polygon: { } polygon } => PolygonMistakes.In("geometry.polygon", [polygon], MaxPlaces, _ => ""),
            _ => PolygonMistakes.In("geometry.multiPolygon", geometry!.MultiPolygon!, MaxPlaces, index => $"[{index}]"),
        };
    }

    /// <summary>Places that lie nowhere, or too near to a pole.</summary>
    public static IEnumerable<ZoneMistake> InPlaces(string param, IReadOnlyList<LonLat> places)
    {
        for (var i = 0; i < places.Count; i++)
        {
            if (InPlace($"{param}[{i}]", places[i]) is { } mistake) yield return mistake;
        }
    }

    /// <summary>Steps of more than half around the world: the way between two places is the one that stays on the map.</summary>
    public static IEnumerable<ZoneMistake> InSteps(string param, IReadOnlyList<LonLat> places)
    {
        for (var i = 1; i < places.Count; i++)
        {
            if (Math.Abs(places[i].Longitude - places[i - 1].Longitude) > 180) yield return CrossesAntimeridian($"{param}[{i}]");
        }
    }

    private static IEnumerable<ZoneMistake> In(ZoneCircle circle)
    {
        var mistakes = new List<ZoneMistake>();
        if (InPlace("geometry.circle.center", circle.Center) is { } mistake) mistakes.Add(mistake);
        if (circle.RadiusMetres is not (> 0 and <= MaxRadiusMetres)) mistakes.Add(new("geometry.circle.radiusMetres", "expected above 0, at most 100,000 metres"));
        if (mistakes.Count == 0 && IsAcross([circle.Center], circle.RadiusMetres)) mistakes.Add(CrossesAntimeridian("geometry.circle"));
        return mistakes;
    }

    private static IEnumerable<ZoneMistake> In(ZoneCorridor corridor)
    {
        const string LineParam = "geometry.corridor.line";
        if (corridor.Line is not { Count: >= 2 and <= MaxPlaces }) return [new(LineParam, "expected 2 to 10,000 places")];
        var mistakes = InPlaces(LineParam, corridor.Line).Concat(InSteps(LineParam, corridor.Line)).ToList();
        if (corridor.Line.All(place => place == corridor.Line[0])) mistakes.Add(new(LineParam, "expected at least two different places"));
        if (corridor.HalfWidthMetres is not (> 0 and <= MaxHalfWidthMetres)) mistakes.Add(new("geometry.corridor.halfWidthMetres", "expected above 0, at most 10,000 metres"));
        if (mistakes.Count == 0 && IsAcross(corridor.Line, corridor.HalfWidthMetres)) mistakes.Add(CrossesAntimeridian("geometry.corridor"));
        return mistakes;
    }

    private static bool IsAcross(IEnumerable<LonLat> places, double marginMetres) => Boxes.Around(places, marginMetres) is { MinX: < -180 } or { MaxX: > 180 };

    private static ZoneMistake? InPlace(string param, LonLat place)
    {
        if (place.Longitude is not (>= -180 and <= 180)) return new(param, "expected [longitude, latitude] with a longitude from -180 to 180");
        return place.Latitude is >= -MaxLatitude and <= MaxLatitude ? null : new(param, "expected [longitude, latitude] with a latitude from -80 to 80; zones do not reach the poles");
    }

    private static ZoneMistake CrossesAntimeridian(string param) => new(param, "crosses the antimeridian (longitude 180); expected a zone on one side, or a multiPolygon with a polygon on each");
}
