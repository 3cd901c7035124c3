using Fleet.Runtime.Scheduler;

namespace Fleet.Tests.Unit.Runtime.Scheduler;

/// <summary>The texts that name times and periods, as Dapr reads them.</summary>
public sealed class TimeFormTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 31, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("PT1H", "2026-01-31T13:00:00Z")]
    [InlineData("P1D", "2026-02-01T12:00:00Z")]
    [InlineData("P1W", "2026-02-07T12:00:00Z")]
    [InlineData("P1M", "2026-02-28T12:00:00Z")]
    [InlineData("P1Y2M3DT4H5M6S", "2027-04-03T16:05:06Z")]
    [InlineData("1h30m15s", "2026-01-31T13:30:15Z")]
    [InlineData("1.5h", "2026-01-31T13:30:00Z")]
    [InlineData("-1s", "2026-01-31T11:59:59Z")]
    [InlineData("0s", "2026-01-31T12:00:00Z")]
    [InlineData("2099-01-01T00:00:00Z", "2099-01-01T00:00:00Z")]
    [InlineData("2099-01-01T02:00:00.123456789+02:00", "2099-01-01T00:00:00.1234567Z")]
    public void A_point_in_time_is_a_duration_from_now_or_an_instant(string text, string expected)
    {
        Assert.True(PointInTime.TryParse(text, Start, out var point));
        Assert.Equal(DateTimeOffset.Parse(expected, System.Globalization.CultureInfo.InvariantCulture), point);
    }

    [Theory]
    [InlineData("")]
    [InlineData("3600")]
    [InlineData("1 h")]
    [InlineData("R3/PT1H")]
    [InlineData("P")]
    [InlineData("PT")]
    [InlineData("P1DT")]
    [InlineData("PT0.5S")]
    [InlineData("soon")]
    [InlineData("@every 1h")]
    [InlineData("2026-01-01")]
    [InlineData("2026-01-01T00:00:00")]
    [InlineData("P99999Y")]
    public void Other_texts_are_no_point_in_time(string text) => Assert.False(PointInTime.TryParse(text, Start, out _));

    [Theory]
    [InlineData("R3/PT1S", 3)]
    [InlineData("R-1/PT1H", -1)]
    [InlineData("R0/PT1H", 0)]
    [InlineData("R2", 2)]
    [InlineData("PT1H", null)]
    [InlineData("1h", null)]
    public void A_period_may_say_how_often_it_repeats(string text, int? repetitions)
    {
        Assert.True(CalendarDuration.TryParse(text, out _, out var found));
        Assert.Equal(repetitions, found);
    }

    [Theory]
    [InlineData("R2/1h")]
    [InlineData("R/PT1H")]
    [InlineData("R2/")]
    [InlineData("@hourly")]
    [InlineData("0 0 * * * *")]
    public void Other_texts_are_no_period(string text) => Assert.False(CalendarDuration.TryParse(text, out _, out _));

    [Theory]
    [InlineData("P1Y2M3DT4H5M6S")]
    [InlineData("PT30M")]
    [InlineData("1500ms")]
    public void A_recurrence_is_kept_as_a_text_that_makes_it_again(string text)
    {
        Assert.True(CalendarDuration.TryParse(text, out var step, out _));
        var recurrence = Recurrence.Every(step);
        Assert.True(Recurrence.TryParse(recurrence.Text, out var again));
        Assert.Equal(recurrence.Next(Start), again!.Next(Start));
    }

    [Fact]
    public void Occurrences_that_were_missed_are_left_out()
    {
        Assert.True(Recurrence.TryParse("@every 1h", out var hourly));
        Assert.Equal(Start.AddHours(51), hourly!.NextAfter(Start, Start.AddHours(50).AddMinutes(20)));
        Assert.Equal(Start.AddHours(51), hourly.NextAfter(Start, Start.AddHours(50)));
        Assert.True(Recurrence.TryParse("P0Y1M0DT0H0M0S", out var monthly));
        Assert.Equal(new DateTimeOffset(2026, 5, 28, 12, 0, 0, TimeSpan.Zero), monthly!.NextAfter(Start, Start.AddMonths(3)));
    }
}
