using Fleet.Contracts.VehicleTracking;
using Fleet.VehicleTracking.Reference;
using Fleet.VehicleTracking.Zones;
using FsCheck;
using FsCheck.Fluent;

namespace Fleet.Tests.Unit.VehicleTracking.Zones;

public sealed class ZoneIndexTests
{
    private static readonly long NoonMs = SomeZones.Noon.ToUnixTimeMilliseconds();

    [Fact]
    public void The_index_finds_what_a_look_at_every_zone_finds() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(60), Prop.ForAll(
            SomeZones.Geometry.ListOf(12).ToArbitrary(), SomeZones.Place.ListOf(30).ToArbitrary(), (geometries, places) =>
            {
                var zones = geometries.Select((geometry, index) => new Zone($"z{index:D2}", "Zone", geometry)).ToArray();
                var index = SomeZones.Index(zones);
                foreach (var place in places.Where(place => !geometries.Any(geometry => BruteForce.IsNearBorder(geometry, place))))
                {
                    Assert.Equal(
                        zones.Where(zone => BruteForce.Contains(zone.Geometry, place)).Select(zone => zone.Id),
                        index.At(place.Latitude, place.Longitude, NoonMs).Select(zone => zone.Zone.Id));
                }
            }));

    [Theory]
    [InlineData(52.005, 5, true)]
    [InlineData(52.001, 5, false)]
    [InlineData(52.002, 5, true)]
    [InlineData(52.01, 5.01, true)]
    [InlineData(52.0100001, 5.01, false)]
    public void A_hole_is_outside_and_every_border_inside(double latitude, double longitude, bool isInside) =>
        Assert.Equal(isInside ? ["yard"] : [], Ids(SomeZones.Index(SomeZones.Yard).At(latitude, longitude, NoonMs)));

    [Fact]
    public void A_multi_polygon_is_all_of_its_parts()
    {
        var index = SomeZones.Index(new Zone("two", "Two", new ZoneGeometry(MultiPolygon: [[SomeZones.Square(5, 52, 0.01)], [SomeZones.Square(6, 52, 0.01)]])));

        Assert.Equal(["two"], Ids(index.At(52, 5, NoonMs)));
        Assert.Equal(["two"], Ids(index.At(52, 6, NoonMs)));
        Assert.Empty(index.At(52, 5.5, NoonMs));
    }

    [Fact]
    public void A_version_counts_from_its_instant_until_the_next_one_or_its_end()
    {
        var moved = SomeZones.Depot with { Geometry = new ZoneGeometry(Circle: new ZoneCircle(new LonLat(6, 52), 200)) };
        var index = new ZoneIndex(
        [
            new ZoneVersion(moved, 2, SomeZones.Noon, SomeZones.Noon.AddHours(1)),
            new ZoneVersion(SomeZones.Depot, 1, SomeZones.Noon.AddHours(-1)),
        ]);

        Assert.Equal([0, 1, 1, 0, 0], Hours(52, 5));
        Assert.Equal([0, 0, 0, 2, 0], Hours(52, 6));
        Assert.Equal((1, 2, null), (index.Find("depot", 1)?.Version, index.Find("depot", 2)?.Version, index.Find("depot", 3)));

        int[] Hours(double latitude, double longitude) =>
            [.. new[] { -3_600_001L, -3_600_000L, -1L, 0L, 3_600_000L }.Select(ms => index.At(latitude, longitude, NoonMs + ms).SingleOrDefault()?.Version ?? 0)];
    }

    [Fact]
    public void A_zone_of_the_catalogue_counts_until_it_is_taken_away()
    {
        var index = ZoneIndex.Of(
        [
            new Timeline<Zone>("depot", [new(1, long.MinValue, SomeZones.Depot), new(2, NoonMs, null), new(3, NoonMs + 10, SomeZones.Depot)]),
            new Timeline<Zone>("yard", SomeZones.Yard),
        ]);

        Assert.Equal([1, 0, 0, 3], new[] { -1, 0, 9, 10 }.Select(ms => index.At(52, 5, NoonMs + ms).SingleOrDefault()?.Version ?? 0));
        Assert.Equal(["yard"], Ids(index.At(52.005, 5, NoonMs)));
    }

    [Fact]
    public void Any_number_of_threads_ask_at_once()
    {
        var index = SomeZones.Index(SomeZones.Depot, SomeZones.Yard, SomeZones.Road);
        var found = new int[64];

        Parallel.For(0, found.Length, i => found[i] = index.At(52.005, 5, NoonMs).Count + index.At(53, 5, NoonMs).Count);

        Assert.All(found, count => Assert.Equal(2, count));
    }

    private static IEnumerable<string> Ids(IEnumerable<PlacedZone> zones) => zones.Select(zone => zone.Zone.Id);
}
