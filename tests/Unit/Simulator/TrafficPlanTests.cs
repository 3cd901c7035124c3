using System.Text.Json;
using Fleet.Contracts;
using Fleet.Contracts.VehicleTracking;
using Fleet.Simulator.Traffic;

namespace Fleet.Tests.Unit.Simulator;

public sealed class TrafficPlanTests
{
    private const int Many = 2000;

    [Fact]
    public void The_same_seed_and_start_give_the_same_journeys()
    {
        Assert.Equal(JsonSerializer.Serialize(Some.Journeys(Many)), JsonSerializer.Serialize(Some.Journeys(Many)));
    }

    [Fact]
    public void The_same_seed_gives_the_same_traffic_relative_to_the_start()
    {
        var shift = TimeSpan.FromMinutes(50);
        var now = Some.Journeys(Many);
        var later = Some.Journeys(Many, start: Some.Start + shift);
        Assert.Equal(
            now.Select(j => (j.RoadId, string.Join(',', j.SpeedingSections), string.Join(',', j.Passages.Select(p => (p.Camera, p.Instant + shift, p.SendAt + shift))))),
            later.Select(j => (j.RoadId, string.Join(',', j.SpeedingSections), string.Join(',', j.Passages.Select(p => (p.Camera, p.Instant, p.SendAt))))));
    }

    [Fact]
    public void Another_seed_gives_other_journeys()
    {
        Assert.NotEqual(
            Some.Journeys(50).Select(j => j.Plate),
            Some.Journeys(50, new TrafficSettings { Seed = 2 }).Select(j => j.Plate));
    }

    [Fact]
    public void Whether_a_section_is_a_violation_is_never_in_doubt()
    {
        var roads = Some.Roads().ToDictionary(r => r.Id);
        foreach (var journey in Some.Journeys(Many))
        {
            var road = roads[journey.RoadId];
            for (var i = 0; i + 1 < journey.Passages.Count; i++)
            {
                var speed = SpeedKmh(road, journey.Passages[i], journey.Passages[i + 1]);
                if (journey.SpeedingSections.Contains(i))
                    Assert.True(speed >= (road.LimitKmh * 1.1) + 10 + 1.9, $"{speed} on {road.LimitKmh}");
                else
                    Assert.True(speed <= road.LimitKmh - 1.9, $"{speed} on {road.LimitKmh}");
            }
        }
    }

    [Fact]
    public void Expected_violations_have_the_ids_that_the_passages_give()
    {
        var journey = Some.Journeys(Many).First(j => j.SpeedingSections.Count > 0 && j.Passages[0].SendAt < j.Passages[1].SendAt);
        var section = journey.SpeedingSections[0];
        var (entry, exit) = (journey.Passages[section], journey.Passages[section + 1]);
        var expected = journey.ExpectedViolations().First();
        Assert.Equal(DerivedId.Violation(journey.Plate, entry.Camera, exit.Camera, entry.Instant, exit.Instant), expected.ViolationId);
        Assert.Equal(section + 1, expected.CompletedBy);
    }

    [Fact]
    public void Every_passage_lies_in_the_past_when_it_is_sent()
    {
        var inOrder = Some.Journeys(Many, new TrafficSettings { OutOfOrder = 0 });
        Assert.All(inOrder.SelectMany(j => j.Passages), p => Assert.True(p.Instant <= p.SendAt));
    }

    [Fact]
    public void A_vehicle_is_at_one_place_at_a_time()
    {
        var byPlate = Some.Journeys(Many).GroupBy(j => j.Plate);
        foreach (var journeys in byPlate)
        {
            var ordered = journeys.ToList();
            Assert.All(ordered.Zip(ordered.Skip(1)), pair => Assert.True(pair.First.Passages[^1].Instant < pair.Second.Passages[0].Instant));
        }
    }

    [Fact]
    public void Plates_that_nobody_owns_never_speed()
    {
        var owned = Some.Plates().ToHashSet();
        var unowned = Some.Journeys(Many).Where(j => !owned.Contains(j.Plate)).ToList();
        Assert.NotEmpty(unowned);
        Assert.All(unowned, j => Assert.Empty(j.SpeedingSections));
    }

    [Fact]
    public void The_traffic_has_its_share_of_noise()
    {
        var journeys = Some.Journeys(Many, new TrafficSettings { Vehicles = 500, JourneysPerSecond = 1 });
        Assert.Contains(journeys, j => j.Passages.Count == 1);
        Assert.Contains(journeys, j => !j.Passages.SequenceEqual(j.Passages.OrderBy(p => p.SendAt)));
        Assert.InRange(journeys.Count(j => j.SpeedingSections.Count > 0) / (double)Many, 0.4, 0.6);
    }

    [Fact]
    public void A_vehicle_that_an_earlier_run_left_on_the_road_does_not_start_before_it_arrived()
    {
        var arrivals = Arrivals("elsewhere", Some.Start + TimeSpan.FromHours(1));
        var plan = new TrafficPlan(new TrafficSettings(), Some.Roads(), Some.Plates(), Some.Start, arrivals);
        Assert.All(plan.Journeys().Take(200), j => Assert.DoesNotContain(j.Plate, Some.Plates()));
    }

    [Fact]
    public void A_vehicle_does_not_speed_from_the_end_of_one_journey_to_the_next_camera()
    {
        // Few vehicles, so that the same one is soon on the same road again.
        var journeys = Some.Journeys(3 * Many, new TrafficSettings { Vehicles = 300, JourneysPerSecond = 1 });
        var roads = Some.Roads().ToDictionary(r => r.Id);
        foreach (var driven in journeys.GroupBy(j => (j.Plate, j.RoadId)))
        {
            var passages = driven.SelectMany(j => j.Passages.Select(p => (Journey: j, Passage: p))).OrderBy(p => p.Passage.Instant).ToList();
            foreach (var (from, to) in passages.Zip(passages.Skip(1)).Where(pair => pair.First.Journey != pair.Second.Journey))
            {
                if (Index(from.Passage) + 1 == Index(to.Passage))
                    Assert.True(SpeedKmh(roads[driven.Key.RoadId], from.Passage, to.Passage) < roads[driven.Key.RoadId].LimitKmh);
            }

            int Index(PlannedPassage passage) => roads[driven.Key.RoadId].Cameras.ToList().FindIndex(c => c.Id == passage.Camera);
        }
    }

    [Fact]
    public void A_vehicle_that_an_earlier_run_left_at_a_camera_is_not_at_the_next_one_too_soon()
    {
        var roads = Some.Roads();
        var arrivals = Arrivals(roads[0].Cameras[1].Id, Some.Start - TimeSpan.FromMinutes(10));
        var plan = new TrafficPlan(new TrafficSettings(), roads, Some.Plates(), Some.Start, arrivals);
        var next = plan.Journeys().Take(Many).GroupBy(j => j.Plate).Select(driven => driven.First())
            .Where(j => arrivals.ContainsKey(j.Plate)).SelectMany(j => j.Passages).Where(p => p.Camera == roads[0].Cameras[2].Id);
        Assert.All(next, p => Assert.True(p.Instant > Some.Start - TimeSpan.FromMinutes(10) + TimeSpan.FromMinutes(3.6)));
    }

    [Fact]
    public void A_track_follows_the_journey()
    {
        var journey = Some.Journeys(Many).First(j => j.Passages.Count == 3);
        var road = Some.Roads().Single(r => r.Id == journey.RoadId);
        var track = Track.Of(journey, road, TimeSpan.FromSeconds(10)).ToList();
        Assert.Equal(journey.Passages[0].Instant, track[0].Instant);
        Assert.Equal(track.OrderBy(p => p.Instant), track);
        Assert.True(track[^1].Instant < journey.Passages[^1].Instant);
        Assert.All(track, p => Assert.InRange(p.Latitude, road.Cameras[0].Latitude, road.Cameras[^1].Latitude));
    }

    private static Dictionary<string, IReadOnlyList<Arrival>> Arrivals(string camera, DateTimeOffset at) =>
        Some.Plates().ToDictionary(plate => plate, IReadOnlyList<Arrival> (_) => [new Arrival(camera, at)]);

    private static double SpeedKmh(Road road, PlannedPassage from, PlannedPassage to)
    {
        var offsets = road.Cameras.ToDictionary(c => c.Id, c => c.OffsetMetres);
        return (offsets[to.Camera] - offsets[from.Camera]) / 1000 / (to.Instant - from.Instant).TotalHours;
    }

    [Fact]
    public void Nobody_drives_where_it_cannot_be_foretold_what_comes_of_it()
    {
        var exact = Some.Road("exact");
        IReadOnlyList<Road> roads =
        [
            exact, Some.Road("worst") with { Law = null }, Some.Road("night") with { Limits = [new SpeedLimit("1", 80)] },
            Some.Road("vague") with { Cameras = [.. Some.Road("vague").Cameras.Select(camera => camera with { ClockUncertaintyMs = 20 })] },
        ];

        var journeys = new TrafficPlan(new TrafficSettings(), roads, ["AA11AA", "BB22BB"], DateTimeOffset.UnixEpoch, new Dictionary<string, IReadOnlyList<Arrival>>()).Journeys().Take(50);

        Assert.Equal(Enumerable.Repeat("exact", 50), journeys.Select(journey => journey.RoadId));
    }
}
