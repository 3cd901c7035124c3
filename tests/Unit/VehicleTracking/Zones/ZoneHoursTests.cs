using System.Globalization;
using Fleet.Contracts.VehicleTracking;
using Fleet.VehicleTracking.Zones;

namespace Fleet.Tests.Unit.VehicleTracking.Zones;

public sealed class ZoneHoursTests
{
    // 2026-05-01 is a Friday. Dutch clocks go forward on 2026-03-29 at 02:00 and back on 2026-10-25 at 03:00.
    [Theory]
    [InlineData("2026-05-01T19:59:59Z", false)]
    [InlineData("2026-05-01T20:00:00Z", true)]
    [InlineData("2026-05-02T03:59:59Z", true)]
    [InlineData("2026-05-02T04:00:00Z", false)]
    [InlineData("2026-05-02T20:00:00Z", false)]
    [InlineData("2026-05-01T03:00:00Z", false)]
    public void A_span_over_midnight_belongs_to_the_day_on_which_it_begins(string instant, bool isActive) =>
        Assert.Equal(isActive, IsActive(new ZoneCalendar("Europe/Amsterdam", ["Friday"], "22:00", "06:00"), instant));

    [Theory]
    [InlineData("2026-03-29T00:59:59Z", false)]
    [InlineData("2026-03-29T01:00:00Z", true)]
    [InlineData("2026-03-29T01:29:59Z", true)]
    [InlineData("2026-03-29T01:30:00Z", false)]
    [InlineData("2026-10-25T00:30:00Z", true)]
    [InlineData("2026-10-25T01:00:00Z", true)]
    [InlineData("2026-10-25T01:29:59Z", true)]
    [InlineData("2026-10-25T02:30:00Z", false)]
    public void The_wall_clock_counts_when_clocks_change(string instant, bool isActive) =>
        Assert.Equal(isActive, IsActive(new ZoneCalendar("Europe/Amsterdam", From: "02:00", Until: "03:30"), instant));

    [Theory]
    [InlineData("2026-04-30T21:59:59Z", false)]
    [InlineData("2026-04-30T22:00:00Z", true)]
    [InlineData("2026-05-02T21:59:59Z", true)]
    [InlineData("2026-05-02T22:00:00Z", false)]
    public void Dates_are_those_of_the_time_zone_first_and_last_inclusive(string instant, bool isActive) =>
        Assert.Equal(isActive, IsActive(new ZoneCalendar("Europe/Amsterdam", FirstDate: new DateOnly(2026, 5, 1), LastDate: new DateOnly(2026, 5, 2)), instant));

    [Theory]
    [InlineData("2026-05-01T11:59:00Z", false)]
    [InlineData("2026-05-01T12:00:00Z", true)]
    [InlineData("2026-05-01T23:59:59Z", true)]
    public void Without_an_end_a_span_goes_to_the_end_of_the_day(string instant, bool isActive) =>
        Assert.Equal(isActive, IsActive(new ZoneCalendar("Etc/UTC", From: "12:00"), instant));

    private static bool IsActive(ZoneCalendar calendar, string instant) =>
        new ZoneHours(calendar).IsActive(DateTimeOffset.Parse(instant, CultureInfo.InvariantCulture).ToUnixTimeMilliseconds());
}
