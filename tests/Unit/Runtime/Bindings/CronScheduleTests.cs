using System.Globalization;
using Fleet.Runtime.Bindings;
using Fleet.Runtime.Components;

namespace Fleet.Tests.Unit.Runtime.Bindings;

public sealed class CronScheduleTests
{
    private static readonly TimeZoneInfo Amsterdam = TimeZoneInfo.FindSystemTimeZoneById("Europe/Amsterdam");

    [Theory]
    [InlineData("*/15 * * * * *", "2026-01-01T00:00:01Z", "2026-01-01T00:00:15Z")]
    [InlineData("0 30 * * * *", "2026-01-01T00:30:00Z", "2026-01-01T01:30:00Z")]
    [InlineData("30 3 * * *", "2026-01-01T00:00:00Z", "2026-01-01T03:30:00Z")]
    [InlineData("0 0 0 29 2 *", "2026-01-01T00:00:00Z", "2028-02-29T00:00:00Z")]
    [InlineData("0 0 12 * * MON-FRI", "2026-01-02T12:00:00Z", "2026-01-05T12:00:00Z")]
    [InlineData("0 0 0 13 * FRI", "2026-01-03T00:00:00Z", "2026-01-09T00:00:00Z")]
    [InlineData("@hourly", "2026-01-01T00:00:00Z", "2026-01-01T01:00:00Z")]
    [InlineData("@weekly", "2026-01-01T00:00:00Z", "2026-01-04T00:00:00Z")]
    [InlineData("@every 90s", "2026-01-01T00:00:00.4Z", "2026-01-01T00:01:30Z")]
    [InlineData("@every 10ms", "2026-01-01T00:00:00Z", "2026-01-01T00:00:01Z")]
    public void The_next_time_is_the_first_one_after(string schedule, string after, string next) =>
        Assert.Equal(At(next), CronSchedule.Parse(schedule, TimeZoneInfo.Utc).Next(At(after)));

    [Theory]
    [InlineData("* * * *")]
    [InlineData("60 * * * * *")]
    [InlineData("* * * 0 * *")]
    [InlineData("*/0 * * * *")]
    [InlineData("5-1 * * * *")]
    [InlineData("@every soon")]
    [InlineData("@fortnightly")]
    [InlineData("CRON_TZ=Nowhere/City 0 0 * * *")]
    public void What_is_no_schedule_is_refused(string schedule) =>
        Assert.Throws<ComponentException>(() => CronSchedule.Parse(schedule, TimeZoneInfo.Utc));

    [Fact]
    public void A_date_that_never_comes_has_no_next_time() =>
        Assert.Null(CronSchedule.Parse("0 0 0 30 2 *", TimeZoneInfo.Utc).Next(At("2026-01-01T00:00:00Z")));

    [Fact]
    public void Fields_are_in_the_zone_that_the_schedule_names() =>
        Assert.Equal(At("2026-07-01T10:00:00Z"), CronSchedule.Parse("CRON_TZ=Europe/Amsterdam 0 12 * * *", TimeZoneInfo.Utc).Next(At("2026-07-01T00:00:00Z")));

    [Fact]
    public void A_time_that_the_clock_skips_in_spring_does_not_come() =>
        Assert.Equal(At("2026-03-30T00:30:00Z"), CronSchedule.Parse("30 2 * * *", Amsterdam).Next(At("2026-03-29T00:00:00Z")));

    [Fact]
    public void A_time_that_the_clock_shows_twice_in_autumn_comes_once()
    {
        var schedule = CronSchedule.Parse("30 2 * * *", Amsterdam);

        var first = schedule.Next(At("2026-10-24T22:00:00Z"));

        Assert.Equal(At("2026-10-25T00:30:00Z"), first);
        Assert.Equal(At("2026-10-26T01:30:00Z"), schedule.Next(first!.Value));
    }

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
