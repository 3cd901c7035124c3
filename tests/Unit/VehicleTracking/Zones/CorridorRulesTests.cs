using System.Text.Json;
using Fleet.Contracts;
using Fleet.Contracts.VehicleTracking;
using Fleet.VehicleTracking.Motion;
using Fleet.VehicleTracking.Zones;
using FsCheck;
using FsCheck.Fluent;

namespace Fleet.Tests.Unit.VehicleTracking.Zones;

public sealed class CorridorRulesTests
{
    private static readonly long NoonMs = SomeZones.Noon.ToUnixTimeMilliseconds();

    // 10,014 metres to the north.
    private static readonly Zone Road = SomeZones.Road with { SectionControl = new ZoneSectionControl() };

    [Fact]
    public void A_drive_that_is_too_fast_whatever_the_errors_is_told_once_when_it_is_over()
    {
        var said = Assert.Single(Drive(Road, North(90)));

        Assert.Equal((VehicleEventKinds.CorridorOverspeed, "road", 80), (said.Kind, said.Zone, said.LimitKmh));
        Assert.InRange(said.SpeedKmh!.Value, 89, 89.9);
        Assert.Equal(89, said.Value);
        Assert.Equal((0, said.DecidedMs), (said.AtMs - NoonMs, said.UntilMs!.Value + 10_000));
    }

    [Fact]
    public void What_the_errors_may_have_made_is_not_told() => Assert.Empty(Drive(Road, North(81)));

    [Fact]
    public void The_tolerance_of_the_law_is_taken_off()
    {
        var lawful = Road with { SectionControl = new ZoneSectionControl("NL") };

        Assert.Empty(Drive(lawful, North(84)));
        Assert.Equal(86, Assert.Single(Drive(lawful, North(90))).Value);
        Assert.Empty(Drive(Road with { SectionControl = new ZoneSectionControl("unheard of") }, North(150)));
    }

    [Fact]
    public void The_other_direction_is_not_judged() => Assert.Empty(Drive(Road, Backwards(North(120))));

    [Fact]
    public void A_stretch_that_is_too_short_is_not_judged()
    {
        Assert.Empty(Drive(Road, [.. North(120).Take(20), Aside(220)]));
        Assert.Single(Drive(Road with { SectionControl = new ZoneSectionControl(MinMetres: 3_000) }, [.. North(120).Take(20), Aside(220)]));
    }

    [Fact]
    public void A_long_gap_ends_a_drive()
    {
        var fixes = North(120);
        for (var i = 15; i < fixes.Count; i++) fixes[i] = fixes[i] with { InstantMs = fixes[i].InstantMs + 130_000 };

        Assert.Empty(Drive(Road, fixes));
    }

    [Fact]
    public void Whole_seconds_may_hide_nearly_one()
    {
        Assert.Equal(61_000, SpeedBound.LongestMs(1_000, 61_000));
        Assert.Equal(60_000, SpeedBound.LongestMs(1_000, 60_999));
    }

    [Fact]
    public void What_is_remembered_stays_small_and_survives_being_stored()
    {
        var index = SomeZones.Index(Road);
        var (inside, memory, before) = ((ZoneMemory?)null, (CorridorMemory?)null, (Fix?)null);
        foreach (var fix in North(20).SkipLast(1))
        {
            inside = ZoneRules.Step(inside, SomeZones.Van, before, fix, index, []);
            memory = CorridorRules.Step(memory, SomeZones.Van, before, inside, fix, index, Some.Tolerances, []);
            before = fix;
        }

        var json = JsonSerializer.Serialize(memory, ContractJson.Options);
        Assert.InRange(json.Length, 100, 2_000);
        Assert.Equal(json, JsonSerializer.Serialize(JsonSerializer.Deserialize<CorridorMemory>(json, ContractJson.Options), ContractJson.Options));
    }

    [Fact]
    public void The_bound_never_exceeds_the_true_average_of_any_way_with_errors_within_the_accuracies()
    {
        var told = 0;
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(500), Prop.ForAll(Ways().ToArbitrary(), way =>
        {
            var road = new Zone("bent", "Bent", new ZoneGeometry(Corridor: new ZoneCorridor(way.Line, 200)), LimitKmh: 1, SectionControl: new ZoneSectionControl(MinMetres: 500));
            foreach (var said in Drive(road, [.. way.Fixes, Aside(100_000)]))
            {
                told++;
                Assert.InRange(said.SpeedKmh!.Value, 0, way.TrueKmh(said.AtMs, said.UntilMs!.Value));
            }
        }));
        Assert.InRange(told, 100, int.MaxValue);
    }

    private static List<TrackEvent> Drive(Zone zone, IEnumerable<Fix> fixes)
    {
        var (index, events) = (SomeZones.Index(zone), new List<TrackEvent>());
        var (inside, memory, before) = ((ZoneMemory?)null, (CorridorMemory?)null, (Fix?)null);
        foreach (var fix in fixes)
        {
            inside = ZoneRules.Step(inside, SomeZones.Van, before, fix, index, []);
            memory = CorridorRules.Step(memory, SomeZones.Van, before, inside, fix, index, Some.Tolerances, events);
            before = fix;
        }

        return events;
    }

    // A fix every ten seconds along the road at a steady speed, and one beyond its end.
    private static List<Fix> North(double kmh)
    {
        var fixes = new List<Fix>();
        for (var i = 0; i == 0 || fixes[^1].Latitude < 52.0907; i++) fixes.Add(new Fix(NoonMs + (i * 10_000), 52 + (i * kmh / 0.36 / 111_268.2), 5, AccuracyMetres: 5));
        return fixes;
    }

    private static IEnumerable<Fix> Backwards(List<Fix> fixes) => fixes.Select((fix, index) => fix with { Latitude = fixes[^(index + 1)].Latitude });

    private static Fix Aside(int seconds) => new(NoonMs + (seconds * 1000L), 52, 6);

    // A bent road, and a vehicle that weaves along it at a changing speed; each fix is off by up to its accuracy, and some clocks show whole seconds.
    private static Gen<Way> Ways() =>
        from turns in Gen.Choose(-70, 70).ArrayOf(8)
        from weave in Gen.Choose(-60, 60).ArrayOf(80)
        from paces in Gen.Choose(8, 60).ArrayOf(80)
        from errors in Gen.Choose(0, 1000).ArrayOf(80)
        from directions in Gen.Choose(0, 359).ArrayOf(80)
        from accuracy in Gen.Choose(3, 40)
        from isWhole in Gen.Elements(true, false)
        select Way.Of(turns, weave, paces, errors, directions, accuracy, isWhole);
}
