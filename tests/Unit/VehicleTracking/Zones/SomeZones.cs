using Fleet.Contracts.VehicleTracking;
using Fleet.VehicleTracking.Zones;
using FsCheck;
using FsCheck.Fluent;

namespace Fleet.Tests.Unit.VehicleTracking.Zones;

/// <summary>Words for zones: all within some kilometres of 52 degrees north, 5 degrees east.</summary>
internal static class SomeZones
{
    public const string Van = "van-1";

    public static readonly DateTimeOffset Noon = Some.Noon;

    public static readonly Zone Depot = new("depot", "Depot", new ZoneGeometry(Circle: new ZoneCircle(new LonLat(5, 52), 200)));

    /// <summary>A square of about 2.2 by 1.4 km with a square hole in its middle.</summary>
    public static readonly Zone Yard = new("yard", "Yard", new ZoneGeometry(Polygon: [Square(5, 52, 0.01), Square(5, 52, 0.002)]));

    /// <summary>Ten kilometres to the north.</summary>
    public static readonly Zone Road = new("road", "Road", new ZoneGeometry(Corridor: new ZoneCorridor([new(5, 52), new(5, 52.09)], 50)), LimitKmh: 80);

    public static ZoneIndex Index(params Zone[] zones) => new([.. zones.Select(zone => new ZoneVersion(zone, 1, DateTimeOffset.UnixEpoch))]);

    public static IReadOnlyList<LonLat> Square(double longitude, double latitude, double half) =>
    [
        new(longitude - half, latitude - half), new(longitude + half, latitude - half),
        new(longitude + half, latitude + half), new(longitude - half, latitude + half), new(longitude - half, latitude - half),
    ];

    /// <summary>A place in a square of some kilometres.</summary>
    public static Gen<LonLat> Place { get; } =
        from x in Gen.Choose(-40_000, 40_000)
        from y in Gen.Choose(-40_000, 40_000)
        select new LonLat(5 + (x / 1e6), 52 + (y / 1e6));

    /// <summary>Circles, stars with and without a hole, and corridors.</summary>
    public static Gen<ZoneGeometry> Geometry { get; } = Gen.OneOf(
        from center in Place
        from radius in Gen.Choose(20, 3_000)
        select new ZoneGeometry(Circle: new ZoneCircle(center, radius)),
        from center in Place
        from radii in Gen.Choose(2_000, 20_000).ArrayOf(9)
        from hole in Gen.Elements(true, false)
        select new ZoneGeometry(Polygon: hole ? [Star(center, radii, 1e-6), Star(center, radii, 4e-7)] : [Star(center, radii, 1e-6)]),
        from line in Place.ArrayOf(16)
        from halfWidth in Gen.Choose(10, 400)
        select new ZoneGeometry(Corridor: new ZoneCorridor(line, halfWidth)));

    private static LonLat[] Star(LonLat center, int[] radii, double degrees)
    {
        var points = radii.Select((radius, index) =>
        {
            var (sine, cosine) = Math.SinCos(2 * Math.PI * index / radii.Length);
            return new LonLat(center.Longitude + (radius * degrees * cosine), center.Latitude + (radius * degrees * sine));
        }).ToArray();
        return [.. points, points[0]];
    }
}
