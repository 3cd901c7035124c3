using Fleet.Notification.Domain;

namespace Fleet.Tests.Unit.Notification;

public sealed class LocalTimesTests
{
    [Theory]
    [InlineData("2026-03-29T00:59:59Z", "29 March 2026, 01:59:59 (UTC+01:00, Europe/Amsterdam)")]
    [InlineData("2026-03-29T01:00:00Z", "29 March 2026, 03:00:00 (UTC+02:00, Europe/Amsterdam)")]
    [InlineData("2026-10-25T00:30:05Z", "25 October 2026, 02:30:05 (UTC+02:00, Europe/Amsterdam)")]
    [InlineData("2026-10-25T01:30:05Z", "25 October 2026, 02:30:05 (UTC+01:00, Europe/Amsterdam)")]
    [InlineData("2026-07-01T22:00:00Z", "2 July 2026, 00:00:00 (UTC+02:00, Europe/Amsterdam)")]
    [InlineData("2026-07-01T18:05:09+02:00", "1 July 2026, 18:05:09 (UTC+02:00, Europe/Amsterdam)")]
    public void An_instant_is_told_in_the_local_time_of_the_road(string instant, string told) =>
        Assert.Equal(told, LocalTimes.Format(DateTimeOffset.Parse(instant), "Europe/Amsterdam"));

    [Fact]
    public void A_zone_with_half_an_hour_is_told_too() =>
        Assert.Equal("1 July 2026, 17:35:00 (UTC+05:30, Asia/Kolkata)", LocalTimes.Format(DateTimeOffset.Parse("2026-07-01T12:05:00Z"), "Asia/Kolkata"));
}
