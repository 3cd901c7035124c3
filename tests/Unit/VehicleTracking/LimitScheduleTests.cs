using Fleet.Contracts.VehicleTracking;
using Fleet.VehicleTracking.Roads;
using FsCheck;
using FsCheck.Fluent;

namespace Fleet.Tests.Unit.VehicleTracking;

public sealed class LimitScheduleTests
{
    private static readonly LimitSubject Anybody = new(null, 1, 1);
    private static readonly TimeOfDaySpan Night = new("22:00", "06:00");

    [Fact]
    public void A_class_has_its_own_limit_and_a_class_that_no_camera_knows_has_the_most_favourable()
    {
        var schedule = Of(new SpeedLimit("truck", 80, VehicleClass: "truck"));

        Assert.Equal((80, "truck"), Seen(schedule, 0, new("TRUCK", 1, 1)));
        Assert.Equal((100, "road-v3"), Seen(schedule, 0, new("car", 1, 1)));
        Assert.Equal((100, "road-v3"), Seen(schedule, 0, new(null, 1, 1)));
    }

    [Fact]
    public void Who_changes_between_lanes_may_drive_as_the_faster_one_allows()
    {
        var schedule = Of(new SpeedLimit("kerb", 70, Lanes: [1]));

        Assert.Equal(70, Seen(schedule, 0, new("car", 1, 1)).Kmh);
        Assert.Equal(100, Seen(schedule, 0, new("car", 1, 2)).Kmh);
        Assert.Equal(100, Seen(schedule, 0, new("car", 1, null)).Kmh);
    }

    [Fact]
    public void A_new_limit_follows_the_one_before_and_a_drive_through_the_change_has_the_higher()
    {
        var schedule = Of(new SpeedLimit("old", 120, From: Some.Noon.AddDays(-30)), new SpeedLimit("new", 90, From: Some.Noon, Until: Some.Noon.AddDays(1)));
        var noon = Some.Noon.ToUnixTimeMilliseconds();

        Assert.Equal((90, "new"), Seen(schedule, 0, Anybody));
        Assert.Equal((120, "old"), (schedule.At(noon - 1, Anybody).LimitKmh, schedule.At(noon - 1, Anybody).Version));
        Assert.Equal(120, schedule.Highest(noon - 1, noon + 60_000, Anybody).LimitKmh);
        Assert.Equal(90, schedule.Highest(noon, noon + 60_000, Anybody).LimitKmh);
        Assert.Equal(120, schedule.Highest(noon + 86_000_000, noon + 86_400_000, Anybody).LimitKmh);
    }

    [Fact]
    public void Works_stand_in_the_place_of_every_regular_limit_that_they_cover()
    {
        var schedule = Of(
            new SpeedLimit("truck", 80, VehicleClass: "truck"),
            new SpeedLimit("works", 50, From: Some.Noon, Until: Some.Noon.AddHours(2), Reason: LimitReasons.Works),
            new SpeedLimit("works kerb", 30, Lanes: [1], From: Some.Noon, Until: Some.Noon.AddHours(2), Reason: LimitReasons.Works));

        Assert.Equal(50, Seen(schedule, 0, new("truck", 2, 2)).Kmh);
        Assert.Equal(30, Seen(schedule, 0, new("car", 1, 1)).Kmh);
        Assert.Equal(80, Seen(schedule, 7200, new("truck", 1, 1)).Kmh);
    }

    [Theory]
    [InlineData("2026-05-01T19:59:59Z", 100)]
    [InlineData("2026-05-01T20:00:00Z", 80)]
    [InlineData("2026-05-02T03:59:59Z", 80)]
    [InlineData("2026-05-02T04:00:00Z", 100)]
    [InlineData("2026-05-02T21:00:00Z", 100)]
    [InlineData("2026-05-01T01:00:00Z", 100)]
    public void A_night_belongs_to_the_day_on_which_it_begins_by_the_roads_own_clock(string instant, int limitKmh)
    {
        var schedule = Of(new SpeedLimit("night", 80, Days: ["fri"], TimeOfDay: Night));

        Assert.Equal(limitKmh, schedule.At(DateTimeOffset.Parse(instant, System.Globalization.CultureInfo.InvariantCulture).ToUnixTimeMilliseconds(), Anybody).LimitKmh);
    }

    // In Amsterdam on 2026-03-29 02:00 becomes 03:00 at 01:00 UTC; on 2026-10-25 03:00 becomes 02:00 at 01:00 UTC.
    [Theory]
    [InlineData("2026-03-29T00:30:00Z", "2026-03-29T00:59:59.999Z", "02:30", "03:30", 100)]
    [InlineData("2026-03-29T00:30:00Z", "2026-03-29T01:00:00Z", "02:30", "03:30", 130)]
    [InlineData("2026-03-29T01:30:00Z", "2026-03-29T01:40:00Z", "02:30", "03:30", 100)]
    [InlineData("2026-10-25T00:35:00Z", "2026-10-25T01:10:00Z", "02:30", "02:45", 130)]
    [InlineData("2026-10-25T00:46:00Z", "2026-10-25T01:29:00Z", "02:30", "02:45", 100)]
    [InlineData("2026-10-25T00:46:00Z", "2026-10-25T01:30:00Z", "02:30", "02:45", 130)]
    public void When_the_clocks_are_changed_the_limit_follows_the_clock_on_the_wall(string from, string to, string begins, string ends, int limitKmh)
    {
        var schedule = Of(new SpeedLimit("fast", 130, TimeOfDay: new(begins, ends)));

        Assert.Equal(limitKmh, schedule.Highest(Ms(from), Ms(to), Anybody).LimitKmh);
    }

    [Fact]
    public void The_limit_of_a_drive_is_the_highest_at_any_moment_of_it() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(300), Prop.ForAll(Schedules().ToArbitrary(), one =>
        {
            var schedule = Of([.. one.Limits]);
            var highest = Enumerable.Range(0, one.Minutes + 1).Max(minute => schedule.At(one.FromMs + (minute * 60_000L), Anybody).LimitKmh);
            Assert.Equal(highest, schedule.Highest(one.FromMs, one.FromMs + (one.Minutes * 60_000L), Anybody).LimitKmh);
        }));

    [Fact]
    public void Every_mistake_in_limits_is_named_with_its_road_and_field()
    {
        var road = Some.Road with
        {
            Law = "worst",
            MinConfidence = 1.5,
            Legs = [new RoadLeg("one", "nowhere", 0)],
            Limits = [new SpeedLimit("", 0, Lanes: [], Days: ["monday"], TimeOfDay: new("25:00", "6"), Reason: "fun"), new SpeedLimit("x", 1, From: Some.Noon, Until: Some.Noon)],
        };

        var error = Assert.Throws<InvalidDataException>(() => new RoadMap([road]));

        Assert.All(
            ["law", "minConfidence", "legs[0].exit", "legs[0].shortestMetres", "limits[0].version", "limits[0].limitKmh", "limits[0].lanes", "limits[0].days", "limits[0].timeOfDay.from", "limits[0].timeOfDay.until", "limits[0].reason", "limits[1].until"],
            field => Assert.Contains("'road': " + field, error.Message, StringComparison.Ordinal));
    }

    [Fact]
    public void A_road_counts_in_the_version_of_the_moment_and_a_drive_through_a_change_has_the_higher_limit()
    {
        var noon = Some.Noon.ToUnixTimeMilliseconds();
        var roads = new RoadMap([new RoadVersion(Some.Road, 1, UntilMs: noon + 9_000_000), new RoadVersion(Some.Road with { LimitKmh = 130 }, 2, noon + 100_000)]);

        Assert.Equal([1, 2], new[] { noon, noon + 100_000 }.Select(at => roads.At("one", at)!.Version));
        Assert.Equal(100, roads.At("one", noon)!.HighestLimit(noon, noon + 99_999, Anybody).LimitKmh);
        Assert.Equal((130, "road-v2"), roads.At("one", noon)!.HighestLimit(noon, noon + 100_000, Anybody) is var limit ? (limit.LimitKmh, limit.Version) : default);
        Assert.Null(new RoadMap([new RoadVersion(Some.Road, 1, noon, noon + 1)]).At("one", noon + 1));
    }

    private static LimitSchedule Of(params SpeedLimit[] limits) => new(100, limits, "Europe/Amsterdam", 3);

    private static (int Kmh, string Version) Seen(LimitSchedule schedule, int seconds, LimitSubject subject) =>
        schedule.At(Some.Noon.AddSeconds(seconds).ToUnixTimeMilliseconds(), subject) is var limit ? (limit.LimitKmh, limit.Version) : default;

    private static long Ms(string instant) => DateTimeOffset.Parse(instant, System.Globalization.CultureInfo.InvariantCulture).ToUnixTimeMilliseconds();

    // Some limits of whole minutes and a drive of some hours around a change of the clocks.
    private static Gen<(long FromMs, int Minutes, List<SpeedLimit> Limits)> Schedules() =>
        from day in Gen.Elements(new DateTimeOffset(2026, 3, 28, 20, 0, 0, TimeSpan.Zero), new DateTimeOffset(2026, 10, 24, 20, 0, 0, TimeSpan.Zero))
        from start in Gen.Choose(0, 600)
        from minutes in Gen.Choose(1, 300)
        from limits in Limit(day).ListOf(4)
        select (day.AddMinutes(start).ToUnixTimeMilliseconds(), minutes, limits.Select((limit, index) => limit with { Version = $"v{index}" }).ToList());

    private static Gen<SpeedLimit> Limit(DateTimeOffset day) =>
        from kmh in Gen.Choose(30, 200)
        from dated in Gen.Choose(0, 2)
        from first in Gen.Choose(0, 900)
        from length in Gen.Choose(1, 400)
        from begins in Gen.Choose(0, 95)
        from span in Gen.Choose(1, 90)
        from works in Gen.Choose(0, 3)
        select new SpeedLimit(
            "v", kmh, From: dated == 0 ? day.AddMinutes(first) : null, Until: dated == 0 ? day.AddMinutes(first + length) : null,
            Days: dated == 2 ? ["sat", "sun"] : null, TimeOfDay: dated == 0 ? null : new(Clock(begins), Clock((begins + span) % 96)), Reason: works == 0 ? LimitReasons.Works : null);

    private static string Clock(int quarter) => $"{quarter / 4:00}:{quarter % 4 * 15:00}";
}
