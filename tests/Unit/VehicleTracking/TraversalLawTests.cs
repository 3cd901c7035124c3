using Fleet.Contracts.VehicleTracking;
using Fleet.VehicleTracking.Roads;
using Fleet.VehicleTracking.SectionControl;
using FsCheck;
using FsCheck.Fluent;

namespace Fleet.Tests.Unit.VehicleTracking;

/// <summary>Limit 100; 10 km from one to two and 5 km from two to three, lawful in 360 and 180 seconds.</summary>
public sealed class TraversalLawTests
{
    private static readonly RoadMap WorstLeg = Under(null);
    private static readonly RoadMap Whole = Under(RoadLaws.Whole);

    [Fact]
    public void Of_several_legs_driven_too_fast_the_worst_is_the_only_violation()
    {
        var (_, violations) = Some.TakingToTheEnd([Some.Passage("one", 0), Some.Passage("two", 300), Some.Passage("three", 420)], WorstLeg);

        var violation = Assert.Single(violations);
        Assert.Equal(("two", "three", 150.0m), (violation.EntryCameraId, violation.ExitCameraId, violation.MeasuredSpeedKmh));
    }

    [Fact]
    public void Of_legs_with_the_same_excess_the_longest_counts() =>
        Assert.Equal(("one", "three"), Legs(Some.Taking([Some.Passage("one", 0), Some.Passage("two", 300), Some.Passage("three", 450)], WorstLeg).Violations).Single());

    [Fact]
    public void A_traversal_that_every_camera_saw_is_decided_at_once_in_whatever_order_they_tell() =>
        Assert.Single(Some.Taking([Some.Passage("three", 420), Some.Passage("one", 0), Some.Passage("two", 300)], WorstLeg).Violations);

    [Fact]
    public void What_a_camera_may_still_tell_of_is_decided_when_the_section_times_out()
    {
        KeptPassage[] seen = [Some.Passage("one", 0), Some.Passage("two", 300)];

        Assert.Empty(Some.Taking(seen, WorstLeg).Violations);
        Assert.Equal(("one", "two"), Legs(Some.TakingToTheEnd(seen, WorstLeg).Violations).Single());
    }

    [Fact]
    public void A_camera_that_missed_the_vehicle_does_not_hide_its_speed() =>
        Assert.Equal(("one", "three"), Legs(Some.TakingToTheEnd([Some.Passage("one", 0), Some.Passage("three", 420)], WorstLeg).Violations).Single());

    [Fact]
    public void The_whole_way_counts_from_the_first_to_the_last_camera_that_saw_the_vehicle()
    {
        Assert.Equal(("one", "three"), Legs(Some.Taking([Some.Passage("one", 0), Some.Passage("two", 200), Some.Passage("three", 450)], Whole).Violations).Single());
        Assert.Empty(Some.TakingToTheEnd([Some.Passage("one", 0), Some.Passage("two", 300), Some.Passage("three", 600)], Whole).Violations);
        Assert.Equal(("two", "three"), Legs(Some.TakingToTheEnd([Some.Passage("two", 0), Some.Passage("three", 120)], Whole).Violations).Single());
    }

    [Fact]
    public void Where_legs_are_listed_speed_is_measured_on_them_alone_and_as_long_as_they_say()
    {
        var roads = new RoadMap([Some.Road with { Law = null, Legs = [new RoadLeg("one", "three", 14_000)] }]);

        var violation = Assert.Single(Some.TakingToTheEnd([Some.Passage("one", 0), Some.Passage("two", 240), Some.Passage("three", 420)], roads).Violations);

        Assert.Equal(("one", "three", 14_000, 120.0m), (violation.EntryCameraId, violation.ExitCameraId, violation.DistanceMetres, violation.MeasuredSpeedKmh));
    }

    [Theory]
    [InlineData(RoadLaws.WorstLeg)]
    [InlineData(RoadLaws.Whole)]
    [InlineData(RoadLaws.EachLeg)]
    public void Two_cameras_decide_at_once_under_every_law(string law)
    {
        var roads = new RoadMap([Some.Road with { Law = law, Cameras = [.. Some.Road.Cameras.Take(2)] }]);

        Assert.Single(Some.Taking([Some.Passage("two", 300), Some.Passage("one", 0)], roads).Violations);
    }

    [Fact]
    public void A_second_reading_within_three_seconds_is_the_same_passage_and_counts_in_the_drivers_favour()
    {
        KeptPassage[] seen = [Some.Passage("one", 0), Some.Passage("one", 2), Some.Passage("two", 300), Some.Passage("two", 302.5)];
        var roads = new RoadMap([Some.Road]);

        var decision = SectionRules.Take(PlateState.Empty, [.. seen.Reverse()], roads, Some.Tolerances);

        var speed = Assert.Single(decision.Violations);
        Assert.Equal(302_500, speed.LeftMs - speed.EnteredMs);
    }

    [Fact]
    public void A_report_with_a_known_uuid_is_a_repetition()
    {
        var first = Some.Passage("one", 0) with { Uuid = "a" };

        Assert.Equal([true, false], SectionRules.Take(PlateState.Empty, [first, first with { InstantMs = first.InstantMs + 7 }], Some.Roads, Some.Tolerances).IsNew);
    }

    [Fact]
    public void A_known_clock_error_is_taken_out_and_an_unknown_one_counts_for_the_driver()
    {
        var cameras = Some.Road.Cameras.Take(2).ToList();
        cameras[0] = cameras[0] with { ClockOffsetMs = 10_000, ClockUncertaintyMs = 500 };
        cameras[1] = cameras[1] with { ClockOffsetMs = -10_000, ClockUncertaintyMs = 500 };
        var roads = new RoadMap([Some.Road with { Cameras = cameras }]);

        var violation = Assert.Single(Some.Taking([Some.Passage("one", 10), Some.Passage("two", 290)], roads).Violations);

        Assert.Equal((Some.Noon, Some.Noon.AddSeconds(300), 119.6m), (violation.EnteredAt, violation.LeftAt, violation.MeasuredSpeedKmh));
    }

    [Fact]
    public void Each_passage_is_corrected_by_the_clock_that_its_camera_had_then()
    {
        var set = Some.Road with { Cameras = [Some.Road.Cameras[0], Some.Road.Cameras[1] with { ClockOffsetMs = 20_000, ClockUncertaintyMs = 700 }] };
        var roads = new RoadMap([new RoadVersion(Some.Road with { Cameras = [.. Some.Road.Cameras.Take(2)] }, 1, long.MinValue), new RoadVersion(set, 2, Some.Noon.AddSeconds(60).ToUnixTimeMilliseconds())]);

        var speed = Assert.Single(SectionRules.Take(PlateState.Empty, [Some.Passage("one", 0), Some.Passage("two", 320)], roads, Some.Tolerances).Violations);

        Assert.Equal((300_000, 0, 700), (speed.LeftMs - speed.EnteredMs, speed.EntryUncertaintyMs, speed.ExitUncertaintyMs));
        Assert.Equal(20_000, Fleet.VehicleTracking.Evidence.Violations.Of(Some.Plate, speed, Some.Noon).Evidence.Exit.ClockOffsetMs);
    }

    [Theory]
    [InlineData(RoadLaws.WorstLeg)]
    [InlineData(RoadLaws.Whole)]
    [InlineData(RoadLaws.EachLeg)]
    public void Under_every_law_any_order_and_any_repetition_of_the_same_drives_give_the_same_violations(string law)
    {
        var roads = Under(law);
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(500), Prop.ForAll(Drives().ToArbitrary(), drives =>
        {
            var expected = Some.TakingToTheEnd(drives.InOrder, roads);
            var arrived = Some.TakingToTheEnd(drives.AsArrived, roads);
            Assert.Equal(expected.Violations.Ids(), arrived.Violations.Ids());
            Assert.Empty(arrived.State.Passages);
            if (law != RoadLaws.EachLeg) Assert.InRange(arrived.Violations.Count, 0, drives.Count);
        }));
    }

    private static RoadMap Under(string? law) => new([Some.Road with { Law = law }]);

    private static List<(string Entry, string Exit)> Legs(IEnumerable<SpeedingViolation> violations) => violations.Select(violation => (violation.EntryCameraId, violation.ExitCameraId)).ToList();

    // A vehicle goes round and round; a camera may miss it; everything is told of before the first section times out.
    private static Gen<(int Count, List<KeptPassage> InOrder, List<KeptPassage> AsArrived)> Drives() =>
        from drives in Gen.Choose(1, 4)
        from seconds in Gen.Choose(200, 500).ListOf(drives * 3)
        from seen in Gen.Choose(0, 9).ListOf(drives * 3)
        let inOrder = Passages(seconds, seen)
        from repeated in Gen.SubListOf(inOrder.ToArray())
        from arrived in Gen.Shuffle<KeptPassage>([.. inOrder, .. repeated])
        select (drives, inOrder, arrived.ToList());

    private static List<KeptPassage> Passages(IEnumerable<int> seconds, IEnumerable<int> seen)
    {
        var at = 0.0;
        var cameras = new[] { "one", "two", "three" };
        var passages = seconds.Select((second, index) => Some.Passage(cameras[index % 3], at += index % 3 == 2 ? second / 2.0 : index % 3 == 0 ? second * 3 : second)).ToList();
        return passages.Zip(seen).Where(pair => pair.Second > 0).Select(pair => pair.First).ToList();
    }
}
