using Fleet.Contracts.VehicleTracking;

namespace Fleet.Tests.Unit.VehicleTracking.Zones;

/// <summary>Whether a place lies in a geometry, computed in another way than the service does: great circles, and crossings counted by hand.</summary>
internal static class BruteForce
{
    public static bool Contains(ZoneGeometry geometry, LonLat place) => geometry switch
    {
        { Circle: { } circle } => Metres(circle.Center, place) <= circle.RadiusMetres,
        { Polygon: { } rings } => rings.Count(ring => IsWithin(ring, place)) % 2 == 1,
        { Corridor: { } corridor } => corridor.Line.Zip(corridor.Line.Skip(1)).Min(step => Metres(step.First, step.Second, place)) <= corridor.HalfWidthMetres,
        _ => false,
    };

    /// <summary>Whether two ways to measure may say different things.</summary>
    public static bool IsNearBorder(ZoneGeometry geometry, LonLat place) => geometry switch
    {
        { Circle: { } circle } => Math.Abs(Metres(circle.Center, place) - circle.RadiusMetres) < 5 + (0.004 * circle.RadiusMetres),
        { Corridor: { } corridor } => Contains(geometry, place)
            != Contains(new ZoneGeometry(Corridor: corridor with { HalfWidthMetres = corridor.HalfWidthMetres * 1.01 }), place)
            || Contains(geometry, place)
            != Contains(new ZoneGeometry(Corridor: corridor with { HalfWidthMetres = corridor.HalfWidthMetres * 0.99 }), place),
        _ => false,
    };

    /// <summary>Along a great circle of a sphere that fits the ellipsoid here best (between its two radii of curvature at 52 degrees).</summary>
    public static double Metres(LonLat from, LonLat to)
    {
        var (a, b) = (from.Latitude * Math.PI / 180, to.Latitude * Math.PI / 180);
        var halfVersine = Math.Pow(Math.Sin((b - a) / 2), 2) + (Math.Cos(a) * Math.Cos(b) * Math.Pow(Math.Sin((to.Longitude - from.Longitude) * Math.PI / 360), 2));
        return 2 * 6_383_000 * Math.Asin(Math.Sqrt(halfVersine));
    }

    private static double Metres(LonLat from, LonLat to, LonLat place)
    {
        // The distance to a segment falls and rises again: search for its lowest.
        var (low, high) = (0.0, 1.0);
        for (var i = 0; i < 25; i++)
        {
            var (left, right) = (low + ((high - low) / 3), high - ((high - low) / 3));
            if (Metres(Along(from, to, left), place) < Metres(Along(from, to, right), place)) high = right;
            else low = left;
        }

        return Metres(Along(from, to, low), place);
    }

    private static LonLat Along(LonLat from, LonLat to, double share) =>
        new(from.Longitude + (share * (to.Longitude - from.Longitude)), from.Latitude + (share * (to.Latitude - from.Latitude)));

    private static bool IsWithin(IReadOnlyList<LonLat> ring, LonLat place)
    {
        var inside = false;
        for (var i = 1; i < ring.Count; i++)
        {
            var (a, b) = (ring[i - 1], ring[i]);
            if (a.Latitude > place.Latitude != b.Latitude > place.Latitude
                && place.Longitude < a.Longitude + ((place.Latitude - a.Latitude) / (b.Latitude - a.Latitude) * (b.Longitude - a.Longitude)))
                inside = !inside;
        }

        return inside;
    }
}
