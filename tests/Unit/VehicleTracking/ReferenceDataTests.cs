using Fleet.VehicleTracking.Reference;
using Fleet.VehicleTracking.Roads;
using Microsoft.Extensions.Configuration;

namespace Fleet.Tests.Unit.VehicleTracking;

public sealed class ReferenceDataTests
{
    [Fact]
    public void The_shipped_roads_are_sound_and_lie_under_two_laws_and_two_clocks()
    {
        var roads = ReferenceData.Load(new ConfigurationBuilder().Build()).Roads.Roads;

        Assert.InRange(roads.Count, 4, 6);
        Assert.All(roads, road => Assert.InRange(road.Cameras.Count, 2, 4));
        Assert.True(roads.DistinctBy(road => road.TimeZone).Count() >= 2);
        Assert.True(roads.DistinctBy(road => road.Jurisdiction).Count() >= 2);
    }

    [Fact]
    public void All_mistakes_in_roads_are_reported_at_once()
    {
        var camera = Some.Road.Cameras[0];
        var error = Assert.Throws<InvalidDataException>(() => new RoadMap(
            [Some.Road, Some.Road with { TimeZone = "Mars/Olympus", LimitKmh = 0, Cameras = [camera, camera] }]));

        Assert.All(
            ["The road 'road' is there twice", "The camera 'one' is there twice", "Mars/Olympus", "limitKmh", "does not lie behind"],
            part => Assert.Contains(part, error.Message, StringComparison.Ordinal));
    }
}
