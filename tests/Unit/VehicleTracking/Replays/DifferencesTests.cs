using Fleet.VehicleTracking.Replays;

namespace Fleet.Tests.Unit.VehicleTracking.Replays;

public sealed class DifferencesTests
{
    [Fact]
    public void What_agrees_is_no_difference_also_when_it_is_not_decided_yet() =>
        Assert.Empty(Differences.Between("AB12CD", [Violation("a", 0) with { IsPending = true }], [Violation("a", 0)]));

    [Fact]
    public void The_same_id_with_another_speed_limit_or_tolerance_is_different()
    {
        Finding[] others = [Violation("a", 0) with { LimitKmh = 90 }, Violation("a", 0) with { ToleranceKmh = 5 }, Violation("a", 0) with { SpeedKmh = 119 }];

        foreach (var other in others)
        {
            var difference = Assert.Single(Differences.Between("AB12CD", [Violation("a", 0)], [other]));
            Assert.Equal((DifferenceKinds.Different, Violation("a", 0), other), (difference.Change, difference.Before, difference.After));
        }
    }

    [Fact]
    public void What_only_one_side_has_is_new_or_gone_in_order_of_time()
    {
        var differences = Differences.Between("AB12CD", [Violation("a", 60)], [Violation("b", 0)]);

        Assert.Equal([(DifferenceKinds.New, "b"), (DifferenceKinds.Gone, "a")], differences.Select(one => (one.Change, (one.Before ?? one.After)!.Id)));
    }

    [Fact]
    public void Another_leg_of_the_same_drive_is_the_same_thing_made_different_but_not_one_of_another_road_or_zone()
    {
        Assert.Equal(DifferenceKinds.Different, Assert.Single(Differences.Between("AB12CD", [Violation("a", 0)], [Violation("b", 3)])).Change);
        Assert.Equal(2, Differences.Between("AB12CD", [Violation("a", 0)], [Violation("b", 3) with { RoadId = "y" }]).Count);
        Assert.Equal(2, Differences.Between("van", [Corridor("a", "one")], [Corridor("b", "two")]).Count);
    }

    [Fact]
    public void One_episode_that_falls_into_two_is_different_and_new()
    {
        var differences = Differences.Between("van", [Overspeed("a", 0, 10)], [Overspeed("b", 1, 3), Overspeed("c", 5, 9)]);

        Assert.Equal([(DifferenceKinds.Different, "b"), (DifferenceKinds.New, "c")], differences.Select(one => (one.Change, one.After!.Id)));
    }

    [Fact]
    public void Totals_count_each_kind_and_each_id_once()
    {
        Finding[] before = [Violation("a", 0), Overspeed("b", 0, 10)];
        Finding[] after = [Violation("a", 0), Violation("a", 0), Violation("c", 60), Corridor("d", "one")];

        var totals = ReplayTotals.Empty.With(before, after, Differences.Between("van", before, after));

        Assert.Equal(new KindTotals(1, 2, New: 1), totals.Violations);
        Assert.Equal(new KindTotals(1, 0, Gone: 1), totals.Overspeeds);
        Assert.Equal(new KindTotals(0, 1, New: 1), totals.Corridors);
    }

    private static Finding Violation(string id, int minute) => new(
        FindingKinds.Violation, id, Some.Noon.AddMinutes(minute), Some.Noon.AddMinutes(minute + 5), 120, 100, 4, 116, "x", "one", "two");

    private static Finding Overspeed(string id, int minute, int until) =>
        new(FindingKinds.Overspeed, id, Some.Noon.AddMinutes(minute), Some.Noon.AddMinutes(until), 140, 130);

    private static Finding Corridor(string id, string zone) => new(FindingKinds.Corridor, id, Some.Noon, Some.Noon.AddMinutes(5), 120, 100, Zone: zone);
}
