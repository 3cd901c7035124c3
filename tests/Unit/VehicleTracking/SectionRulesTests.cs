using Fleet.Contracts;
using Fleet.VehicleTracking.SectionControl;
using FsCheck;
using FsCheck.Fluent;

namespace Fleet.Tests.Unit.VehicleTracking;

public sealed class SectionRulesTests
{
    [Fact]
    public void A_speeder_makes_one_violation_that_carries_everything()
    {
        var (_, violations) = Some.Taking([Some.Passage("one", 0), Some.Passage("two", 300)]);

        var violation = Assert.Single(violations);
        Assert.Equal(DerivedId.Violation(Some.Plate, "one", "two", Some.Noon, Some.Noon.AddSeconds(300)), violation.ViolationId);
        Assert.Equal((120.0m, 4m, 116, 100), (violation.MeasuredSpeedKmh, violation.ToleranceKmh, violation.CorrectedSpeedKmh, violation.LimitKmh));
        Assert.Equal(("km 0 to km 10", 10_000, "Europe/Amsterdam", "NL"), (violation.Place, violation.DistanceMetres, violation.TimeZone, violation.Jurisdiction));
    }

    [Theory]
    [InlineData(343.0, 0)]
    [InlineData(342.857, 1)]
    public void Corrected_speed_at_the_limit_is_lawful_and_above_it_is_not(double seconds, int violations) =>
        Assert.Equal(violations, Some.Taking([Some.Passage("one", 0), Some.Passage("two", seconds)]).Violations.Count);

    [Fact]
    public void Every_section_of_a_road_is_measured_for_itself() =>
        Assert.Equal(["one", "two"], Some.Taking([Some.Passage("one", 0), Some.Passage("two", 300), Some.Passage("three", 420)]).Violations.Select(violation => violation.EntryCameraId));

    [Fact]
    public void Exit_without_entry_is_ignored() => Assert.Empty(Some.Taking([Some.Passage("two", 300)]).Violations);

    [Fact]
    public void Exit_before_entry_is_ignored() => Assert.Empty(Some.Taking([Some.Passage("two", 0), Some.Passage("one", 300)]).Violations);

    [Fact]
    public void Entry_and_exit_at_the_same_instant_are_ignored() => Assert.Empty(Some.Taking([Some.Passage("one", 0), Some.Passage("two", 0)]).Violations);

    [Fact]
    public void A_missed_camera_makes_no_violation() => Assert.Empty(Some.Taking([Some.Passage("one", 0), Some.Passage("three", 300)]).Violations);

    [Fact]
    public void Entry_twice_counts_the_later_one()
    {
        var (_, violations) = Some.Taking([Some.Passage("one", 0), Some.Passage("one", 100), Some.Passage("two", 400)]);

        Assert.Equal(Some.Noon.AddSeconds(100), Assert.Single(violations).EnteredAt);
    }

    [Fact]
    public void However_often_entry_and_exit_are_seen_and_in_whatever_order_one_drive_is_one_violation()
    {
        KeptPassage[] seen = [Some.Passage("one", 0), Some.Passage("one", 1), Some.Passage("two", 300), Some.Passage("two", 301)];

        foreach (var order in Permutations(seen)) Assert.Single(Some.Taking(order).Violations);
    }

    [Fact]
    public void The_same_passage_again_changes_nothing()
    {
        var (state, _) = Some.Taking([Some.Passage("one", 0), Some.Passage("two", 300)]);

        var again = SectionRules.Take(state, [Some.Passage("one", 0)], Some.Roads, Some.Tolerances);

        Assert.Equal([false], again.IsNew);
        Assert.Same(state, again.State);
        Assert.Empty(again.Violations);
    }

    [Fact]
    public void Any_order_and_any_repetition_of_the_same_drives_give_the_same_violations() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(300), Prop.ForAll(Drives().ToArbitrary(), drives =>
        {
            var (_, expected) = Some.Taking(drives.InOrder);
            var (_, violations) = Some.Taking(drives.AsArrived);
            Assert.Equal(expected.Ids(), violations.Ids());
        }));

    // A vehicle that goes round and round: every drive enters, may be missed by a camera, and needs its time to come back.
    private static Gen<(List<KeptPassage> InOrder, List<KeptPassage> AsArrived)> Drives() =>
        from drives in Gen.Choose(1, 4)
        from seconds in Gen.Choose(200, 500).ListOf(drives * 3)
        from seen in Gen.Choose(0, 9).ListOf(drives * 3)
        let inOrder = Passages(seconds, seen)
        from repeated in Gen.SubListOf(inOrder.ToArray())
        from arrived in Gen.Shuffle<KeptPassage>([.. inOrder, .. repeated])
        select (inOrder, arrived.ToList());

    private static List<KeptPassage> Passages(IEnumerable<int> seconds, IEnumerable<int> seen)
    {
        var at = 0.0;
        var cameras = new[] { "one", "two", "three" };
        var passages = seconds.Select((second, index) => Some.Passage(cameras[index % 3], at += index % 3 == 2 ? second / 2.0 : index % 3 == 0 ? second * 3 : second)).ToList();
        return passages.Zip(seen).Where(pair => pair.Second > 0).Select(pair => pair.First).ToList();
    }

    private static IEnumerable<IEnumerable<T>> Permutations<T>(IReadOnlyCollection<T> items) => items.Count == 0
        ? [[]]
        : items.SelectMany((item, index) => Permutations(items.Where((_, other) => other != index).ToList()).Select(rest => rest.Prepend(item)));
}
