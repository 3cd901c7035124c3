using System.Text.Json;
using Fleet.Contracts;
using Fleet.Contracts.VehicleTracking;
using Fleet.VehicleTracking.Reference;
using Fleet.VehicleTracking.Zones;
using Microsoft.Extensions.Configuration;

namespace Fleet.Tests.Unit.VehicleTracking.Zones;

public sealed class ZoneMistakesTests
{
    [Fact]
    public void Sound_zones_have_no_mistakes() =>
        Assert.All([SomeZones.Depot, SomeZones.Yard, SomeZones.Road with { SectionControl = new("NL", 2_000) }], zone => Assert.Empty(Mistakes(zone)));

    [Fact]
    public void All_mistakes_of_a_zone_are_named_at_once()
    {
        var zone = new Zone(
            "no spaces", "", new ZoneGeometry(Circle: new ZoneCircle(new LonLat(500, 52), -1)), 0, -5,
            new ZoneCalendar("Mars/Olympus", ["moonday"], "24:00", "6", new DateOnly(2026, 2, 1), new DateOnly(2026, 1, 1)), ["a b"], new ZoneSectionControl("XX", 1));

        Assert.Equal(
            [
                "id", "name", "limitKmh", "dwellMinutes", "geometry.circle.center", "geometry.circle.radiusMetres", "calendar.timeZone", "calendar.days[0]",
                "calendar.from", "calendar.until", "calendar.lastDate", "vehicles[0]", "sectionControl", "sectionControl.jurisdiction", "sectionControl.minMetres",
            ],
            Mistakes(zone));
    }

    [Theory]
    [InlineData("{}", "geometry")]
    [InlineData("""{"circle":{"center":[5,52],"radiusMetres":5},"polygon":[]}""", "geometry")]
    [InlineData("""{"circle":{"center":[5,52],"radiusMetres":0}}""", "geometry.circle.radiusMetres")]
    [InlineData("""{"circle":{"center":[5,85],"radiusMetres":10}}""", "geometry.circle.center")]
    [InlineData("""{"circle":{"center":[179.9999,0],"radiusMetres":1000}}""", "geometry.circle")]
    [InlineData("""{"polygon":[]}""", "geometry.polygon")]
    [InlineData("""{"polygon":[[[0,0],[1,1],[0,0]]]}""", "geometry.polygon[0]")]
    [InlineData("""{"polygon":[[[0,0],[1,0],[1,1],[0,1]]]}""", "geometry.polygon[0]")]
    [InlineData("""{"polygon":[[[0,0],[1,1],[1,0],[0,1],[0,0]]]}""", "geometry.polygon")]
    [InlineData("""{"polygon":[[[0,0],[1,0],[1,1],[0,0]],[[5,5],[6,5],[6,6],[5,5]]]}""", "geometry.polygon")]
    [InlineData("""{"polygon":[[[179,0],[-179,0],[-179,1],[179,0]]]}""", "geometry.polygon[0][1]", "geometry.polygon[0][3]")]
    [InlineData("""{"multiPolygon":[[[[0,0],[1,0],[1,1],[0,0]]],[[[0,0],[1,99],[1,1],[0,0]]]]}""", "geometry.multiPolygon[1][0][1]")]
    [InlineData("""{"corridor":{"line":[[5,52]],"halfWidthMetres":10}}""", "geometry.corridor.line")]
    [InlineData("""{"corridor":{"line":[[5,52],[5,52]],"halfWidthMetres":0}}""", "geometry.corridor.line", "geometry.corridor.halfWidthMetres")]
    [InlineData("""{"corridor":{"line":[[179,0],[-179,0]],"halfWidthMetres":10}}""", "geometry.corridor.line[1]")]
    public void A_geometry_that_is_none_is_refused_by_the_name_of_its_field(string json, params string[] expected) =>
        Assert.Equal(expected, Mistakes(SomeZones.Depot with { Geometry = JsonSerializer.Deserialize<ZoneGeometry>(json, ContractJson.Options)! }));

    [Fact]
    public void More_than_ten_thousand_places_are_refused()
    {
        var ring = Enumerable.Range(0, 10_001).Select(i => new LonLat(Math.Cos(i), Math.Sin(i))).ToList();

        Assert.Equal(["geometry.polygon"], Mistakes(SomeZones.Depot with { Geometry = new ZoneGeometry(Polygon: [ring]) }));
    }

    [Fact]
    public void Zones_are_read_from_a_file_and_its_mistakes_reported_by_zone_and_field()
    {
        var file = Path.GetTempFileName();
        try
        {
            File.WriteAllText(file, JsonSerializer.Serialize(new[] { SomeZones.Yard, SomeZones.Depot }, ContractJson.Options));
            Assert.Equal(2, Load(file).Zones.Versions.Count);

            File.WriteAllText(file, JsonSerializer.Serialize(new[] { SomeZones.Depot, SomeZones.Depot with { LimitKmh = -1 } }, ContractJson.Options));
            var error = Assert.Throws<InvalidDataException>(() => Load(file));
            Assert.All(["'depot': limitKmh", "The zone 'depot' is there twice"], part => Assert.Contains(part, error.Message, StringComparison.Ordinal));
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static ReferenceSnapshot Load(string zones) =>
        ReferenceData.Load(new ConfigurationBuilder().AddInMemoryCollection([new("Reference:Zones", zones)]).Build());

    private static IEnumerable<string> Mistakes(Zone zone) => ZoneMistakes.In(zone, Some.Tolerances).Select(mistake => mistake.Param);
}
