using System.Globalization;
using Fleet.Runtime.Scheduler;

namespace Fleet.Tests.Unit.Runtime.Scheduler;

/// <summary>Cron expressions with and without seconds.</summary>
public sealed class CronExpressionTests
{
    [Theory]
    [InlineData("0 30 * * * *", "2026-03-01T10:30:00Z", "2026-03-01T11:30:00Z")]
    [InlineData("*/15 * * * * *", "2026-03-01T10:00:59Z", "2026-03-01T10:01:00Z")]
    [InlineData("5/20 * * * * *", "2026-03-01T10:00:25Z", "2026-03-01T10:00:45Z")]
    [InlineData("30 9 * * MON-FRI", "2026-02-27T09:30:00Z", "2026-03-02T09:30:00Z")]
    [InlineData("0 0 0 29 FEB *", "2026-03-01T00:00:00Z", "2028-02-29T00:00:00Z")]
    [InlineData("0 0 0 1 * SUN", "2026-03-02T00:00:00Z", "2026-03-08T00:00:00Z")]
    [InlineData("0 0 12 ? * 7", "2026-03-02T00:00:00Z", "2026-03-08T12:00:00Z")]
    [InlineData("0 0 0 31 * *", "2026-04-01T00:00:00Z", "2026-05-31T00:00:00Z")]
    [InlineData("0 0 8,20 * * *", "2026-03-01T08:00:00Z", "2026-03-01T20:00:00Z")]
    [InlineData("@daily", "2026-12-31T23:59:59Z", "2027-01-01T00:00:00Z")]
    [InlineData("@hourly", "2026-12-31T23:00:00.5Z", "2027-01-01T00:00:00Z")]
    public void The_next_occurrence_is_the_first_instant_that_fits(string text, string after, string expected)
    {
        Assert.True(CronExpression.TryParse(text, out var cron));
        Assert.Equal(Instant(expected), cron!.Next(Instant(after)));
    }

    [Fact]
    public void A_day_that_never_comes_has_no_occurrence()
    {
        Assert.True(CronExpression.TryParse("0 0 0 30 2 *", out var cron));
        Assert.Null(cron!.Next(Instant("2026-01-01T00:00:00Z")));
    }

    [Theory]
    [InlineData("")]
    [InlineData("often")]
    [InlineData("* * * *")]
    [InlineData("60 * * * * *")]
    [InlineData("0 0 24 * * *")]
    [InlineData("0 0 0 0 * *")]
    [InlineData("0 0 0 1 13 *")]
    [InlineData("0 0 0 1 * 8")]
    [InlineData("0 10-5 * * * *")]
    [InlineData("*/0 * * * * *")]
    [InlineData("0 0 0 * * MONDAY")]
    public void Other_texts_are_no_cron_expression(string text) => Assert.False(CronExpression.TryParse(text, out _));

    private static DateTimeOffset Instant(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
