using Fleet.Contracts.VehicleTracking;
using Fleet.VehicleTracking.Motion;
using Fleet.VehicleTracking.Zones;
using FsCheck;
using FsCheck.Fluent;

namespace Fleet.Tests.Unit.VehicleTracking.Zones;

public sealed class ZoneRulesTests
{
    private static readonly long NoonMs = SomeZones.Noon.ToUnixTimeMilliseconds();
    private static readonly LonLat Inside = new(5, 52);
    private static readonly LonLat Outside = new(5.1, 52);

    [Fact]
    public void Zone_events_are_the_crossings_between_consecutive_fixes_and_nothing_else() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(150), Prop.ForAll(
            SomeZones.Geometry.ListOf(6).ToArbitrary(), SomeZones.Place.ListOf(25).ToArbitrary(), (geometries, places) =>
            {
                var walk = places.Where(place => !geometries.Any(geometry => BruteForce.IsNearBorder(geometry, place))).ToList();
                var zones = geometries.Select((geometry, index) => new Zone($"z{index}", "Zone", geometry)).ToArray();

                var events = Drive(SomeZones.Index(zones), [.. walk.Select((place, index) => At(place, index * 10))]).Events;

                Assert.Equal(Crossings(zones, walk).Order(StringComparer.Ordinal), events.Select(Text).Order(StringComparer.Ordinal));
            }));

    [Fact]
    public void The_first_fix_ever_crosses_nothing() => Assert.Empty(Drive(SomeZones.Index(SomeZones.Depot), [At(Inside, 0)]).Events);

    [Fact]
    public void A_vehicle_in_no_zone_is_not_remembered_at_all() =>
        Assert.Null(Drive(SomeZones.Index(SomeZones.Depot), [At(Inside, 0), At(Outside, 10)]).Memory);

    [Fact]
    public void Nothing_is_crossed_when_the_way_between_two_fixes_is_not_known()
    {
        var events = new List<TrackEvent>();
        var memory = ZoneRules.Step(null, SomeZones.Van, At(Outside, 0), At(Inside, 10), SomeZones.Index(SomeZones.Depot), events);
        memory = ZoneRules.Step(memory, SomeZones.Van, null, At(Outside, 20), SomeZones.Index(SomeZones.Depot), events);

        Assert.Null(memory);
        Assert.Equal(["zoneEnter depot 10"], events.Select(Text));
    }

    [Fact]
    public void A_hole_is_outside()
    {
        var index = SomeZones.Index(SomeZones.Yard);

        Assert.Equal(
            ["zoneEnter yard 10", "zoneExit yard 20", "zoneEnter yard 30"],
            Drive(index, [At(Outside, 0), At(new(5.005, 52), 10), At(Inside, 20), At(new(5, 52.005), 30)]).Events.Select(Text));
    }

    [Fact]
    public void A_new_version_is_taken_on_without_an_event()
    {
        var moved = SomeZones.Depot with { Geometry = new ZoneGeometry(Circle: new ZoneCircle(Outside, 200)) };
        var index = new ZoneIndex([new ZoneVersion(SomeZones.Depot, 1, DateTimeOffset.UnixEpoch), new ZoneVersion(moved, 2, SomeZones.Noon.AddSeconds(25))]);

        var (memory, events) = Drive(index, [At(Outside, 0), At(Inside, 10), At(Inside, 20), At(Outside, 30), At(Inside, 40), At(Outside, 50)]);

        Assert.Equal(["zoneEnter depot 10", "zoneExit depot 40", "zoneEnter depot 50"], events.Select(Text));
        Assert.Equal(2, Assert.Single(memory!.Inside).Version);
        Assert.Empty(Drive(index, [At(Inside, 20), At(Outside, 30)]).Events);
        Assert.Empty(Drive(index, [At(Outside, 20), At(Outside, 30)]).Events);
    }

    [Fact]
    public void A_zone_that_is_added_around_a_standing_vehicle_later_is_not_entered()
    {
        var events = new List<TrackEvent>();
        var memory = ZoneRules.Step(null, SomeZones.Van, null, At(Inside, 0), ZoneIndex.Empty, events);
        memory = ZoneRules.Step(memory, SomeZones.Van, At(Inside, 0), At(Inside, 10), SomeZones.Index(SomeZones.Depot), events);

        Assert.Empty(events);
        Assert.Single(memory!.Inside);
    }

    [Fact]
    public void A_zone_that_is_taken_away_is_not_left()
    {
        var index = new ZoneIndex([new ZoneVersion(SomeZones.Depot, 1, DateTimeOffset.UnixEpoch, SomeZones.Noon.AddSeconds(15))]);

        Assert.Equal(["zoneEnter depot 10"], Drive(index, [At(Outside, 0), At(Inside, 10), At(Inside, 20), At(Outside, 30)]).Events.Select(Text));
    }

    [Fact]
    public void Outside_its_hours_a_zone_says_nothing_and_still_knows_who_is_inside()
    {
        // Noon is 12:00 UTC, 14:00 in Amsterdam.
        var index = SomeZones.Index(SomeZones.Depot with { Calendar = new ZoneCalendar("Europe/Amsterdam", From: "14:01"), DwellMinutes = 0.5 });

        Assert.Equal(
            ["zoneDwell depot 65", "zoneExit depot 100"],
            Drive(index, [At(Outside, 0), At(Inside, 10), At(Inside, 50), At(Inside, 65), At(Inside, 90), At(Outside, 100)]).Events.Select(Text));
    }

    [Fact]
    public void A_stay_is_told_once_by_the_first_fix_that_shows_it_and_at_the_instant_it_was_due()
    {
        var index = SomeZones.Index(SomeZones.Depot with { DwellMinutes = 1 });

        var events = Drive(index, [At(Outside, 0), At(Inside, 10), At(Inside, 60), At(Inside, 90), At(Inside, 300), At(Outside, 310), At(Inside, 320), At(Outside, 400)]).Events;

        var dwell = Assert.Single(events, said => said.Kind == VehicleEventKinds.ZoneDwell);
        Assert.Equal((70_000, 90_000, 1), (dwell.AtMs - NoonMs, dwell.DecidedMs - NoonMs, dwell.Value));
    }

    [Fact]
    public void A_zone_for_some_vehicles_is_none_for_the_others()
    {
        var index = SomeZones.Index(SomeZones.Depot with { Vehicles = ["other"] }, SomeZones.Yard with { Id = "mine", Vehicles = [SomeZones.Van] });

        Assert.Equal(["zoneEnter mine 10"], Drive(index, [At(Outside, 0), At(new(5.0025, 52), 10)]).Events.Select(Text));
    }

    [Fact]
    public void The_lowest_limit_of_the_zones_around_a_vehicle_counts_while_they_are_active()
    {
        var index = SomeZones.Index(
            SomeZones.Depot with { LimitKmh = 30 },
            SomeZones.Road,
            SomeZones.Depot with { Id = "night", LimitKmh = 20, Calendar = new ZoneCalendar("Etc/UTC", From: "22:00", Until: "06:00") });
        var memory = Drive(index, [At(Inside, 0)]).Memory;

        Assert.Equal(new ZoneLimit("depot", 30), ZoneRules.Limit(memory, NoonMs, index));
        Assert.Equal(new ZoneLimit("night", 20), ZoneRules.Limit(memory, NoonMs + (11 * 3_600_000), index));
        Assert.Null(ZoneRules.Limit(null, NoonMs, index));
    }

    private static IEnumerable<string> Crossings(Zone[] zones, List<LonLat> walk) =>
        from index in Enumerable.Range(1, Math.Max(0, walk.Count - 1))
        from zone in zones
        let before = BruteForce.Contains(zone.Geometry, walk[index - 1])
        let after = BruteForce.Contains(zone.Geometry, walk[index])
        where before != after
        select $"{(after ? "zoneEnter" : "zoneExit")} {zone.Id} {index * 10}";

    private static (ZoneMemory? Memory, List<TrackEvent> Events) Drive(ZoneIndex index, Fix[] fixes)
    {
        var (memory, events) = ((ZoneMemory?)null, new List<TrackEvent>());
        for (var i = 0; i < fixes.Length; i++) memory = ZoneRules.Step(memory, SomeZones.Van, i == 0 ? null : fixes[i - 1], fixes[i], index, events);
        return (memory, events);
    }

    private static Fix At(LonLat place, int seconds) => new(NoonMs + (seconds * 1000L), place.Latitude, place.Longitude);

    private static string Text(TrackEvent said) => $"{said.Kind} {said.Zone} {(said.AtMs - NoonMs) / 1000}";
}
