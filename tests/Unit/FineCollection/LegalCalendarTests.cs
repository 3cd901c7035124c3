using Fleet.FineCollection.Domain.Calendars;

namespace Fleet.Tests.Unit.FineCollection;

public sealed class LegalCalendarTests
{
    [Theory]
    [InlineData("1961-04-02")]
    [InlineData("1981-04-19")]
    [InlineData("2000-04-23")]
    [InlineData("2008-03-23")]
    [InlineData("2011-04-24")]
    [InlineData("2019-04-21")]
    [InlineData("2024-03-31")]
    [InlineData("2025-04-20")]
    [InlineData("2026-04-05")]
    [InlineData("2027-03-28")]
    [InlineData("2038-04-25")]
    [InlineData("2049-04-18")]
    [InlineData("2076-04-19")]
    [InlineData("2100-03-28")]
    public void Easter_is_when_the_churches_keep_it(string sunday) =>
        Assert.Equal(DateOnly.Parse(sunday), Easter.Sunday(DateOnly.Parse(sunday).Year));

    [Fact]
    public void Easter_is_always_a_Sunday_from_22_March_to_25_April() => Assert.All(Enumerable.Range(1900, 301), year =>
    {
        var sunday = Easter.Sunday(year);
        Assert.Equal(DayOfWeek.Sunday, sunday.DayOfWeek);
        Assert.InRange(sunday, new DateOnly(year, 3, 22), new DateOnly(year, 4, 25));
    });

    [Theory]
    [InlineData("nl", "2026-04-03", false)]
    [InlineData("nl", "2026-04-06", false)]
    [InlineData("nl", "2026-05-14", false)]
    [InlineData("nl", "2026-05-25", false)]
    [InlineData("nl", "2026-04-27", false)]
    [InlineData("nl", "2025-04-26", false)]
    [InlineData("nl", "2025-04-28", true)]
    [InlineData("nl", "2013-04-30", false)]
    [InlineData("nl", "2014-04-30", true)]
    [InlineData("pt", "2026-06-04", false)]
    [InlineData("pt", "2026-12-08", false)]
    [InlineData("pt", "2026-12-09", true)]
    [InlineData("xa", "2026-03-06", false)]
    [InlineData("xa", "2026-03-08", true)]
    [InlineData("xa", "2026-11-03", false)]
    [InlineData("xa", "2028-02-29", false)]
    [InlineData("xa", "2025-06-16", false)]
    [InlineData("xa", "2025-06-15", true)]
    public void The_shipped_calendars_know_their_days(string calendar, string day, bool isBusinessDay) =>
        Assert.Equal(isBusinessDay, Some.Calendar(calendar).IsBusinessDay(DateOnly.Parse(day)));

    [Theory]
    [InlineData("2026-04-02", 0, "2026-04-02")]
    [InlineData("2026-04-02", 1, "2026-04-07")]
    [InlineData("2026-04-04", 1, "2026-04-07")]
    [InlineData("2026-12-24", 2, "2026-12-29")]
    public void Business_days_pass_over_weekends_and_holidays(string from, int count, string expected) =>
        Assert.Equal(DateOnly.Parse(expected), Some.Calendar("nl").AddBusinessDays(DateOnly.Parse(from), count));

    [Theory]
    [InlineData("2026-04-02", "2026-04-02")]
    [InlineData("2026-04-03", "2026-04-07")]
    [InlineData("2026-12-25", "2026-12-28")]
    public void A_term_that_ends_on_a_free_day_ends_on_the_next_business_day(string day, string expected) =>
        Assert.Equal(DateOnly.Parse(expected), Some.Calendar("nl").OnOrAfter(DateOnly.Parse(day)));

    [Theory]
    // Ordinary days, in both halves of the year.
    [InlineData("Europe/Amsterdam", "2026-01-15", "2026-01-14T23:00:00Z")]
    [InlineData("Europe/Amsterdam", "2026-07-15", "2026-07-14T22:00:00Z")]
    [InlineData("Europe/Amsterdam", "2026-03-29", "2026-03-28T23:00:00Z")]
    [InlineData("Europe/Amsterdam", "2026-10-25", "2026-10-24T22:00:00Z")]
    // Midnight is skipped: the day begins when the clocks have gone forward.
    [InlineData("America/Santiago", "2024-09-08", "2024-09-08T04:00:00Z")]
    [InlineData("Africa/Cairo", "2024-04-26", "2024-04-25T22:00:00Z")]
    [InlineData("Asia/Beirut", "2024-03-31", "2024-03-30T22:00:00Z")]
    // The hour before midnight comes twice: the day begins after the second.
    [InlineData("America/Santiago", "2024-04-07", "2024-04-07T04:00:00Z")]
    [InlineData("Africa/Cairo", "2024-11-01", "2024-10-31T22:00:00Z")]
    [InlineData("Asia/Beirut", "2024-10-27", "2024-10-26T22:00:00Z")]
    // Midnight comes twice: the day begins with the first.
    [InlineData("America/Havana", "2024-11-03", "2024-11-03T04:00:00Z")]
    [InlineData("Atlantic/Azores", "2024-10-27", "2024-10-27T00:00:00Z")]
    // After a day that was skipped.
    [InlineData("Pacific/Apia", "2011-12-31", "2011-12-30T10:00:00Z")]
    public void A_day_begins_with_its_first_instant(string zone, string day, string instant) =>
        Assert.Equal(DateTimeOffset.Parse(instant), LegalCalendar.StartOf(DateOnly.Parse(day), TimeZoneInfo.FindSystemTimeZoneById(zone)));

    [Theory]
    [InlineData("America/Santiago")]
    [InlineData("Africa/Cairo")]
    [InlineData("Asia/Beirut")]
    [InlineData("America/Havana")]
    [InlineData("Europe/Lisbon")]
    [InlineData("America/Nuuk")]
    public void Every_day_of_five_years_begins_once_and_after_the_one_before(string id)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(id);
        for (var day = new DateOnly(2023, 1, 1); day.Year < 2028; day = day.AddDays(1))
        {
            var start = LegalCalendar.StartOf(day, zone);
            Assert.Equal(day, Local(start, zone));
            Assert.Equal(day.AddDays(-1), Local(start.AddSeconds(-1), zone));
            Assert.InRange((LegalCalendar.StartOf(day.AddDays(1), zone) - start).TotalHours, 23, 25);
        }
    }

    private static DateOnly Local(DateTimeOffset instant, TimeZoneInfo zone) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(instant, zone).DateTime);
}
