using Fleet.Notification.Domain.Preferring;
using FsCheck;
using FsCheck.Fluent;

namespace Fleet.Tests.Unit.Notification;

public sealed class LocalClockTests
{
    private static readonly QuietHours Night = new(new TimeOnly(22, 0), new TimeOnly(7, 0));

    [Theory]
    [InlineData("2026-03-28T21:30:00Z", "2026-03-29T05:00:00Z")] // the night in which the clock is put forward
    [InlineData("2026-10-24T20:30:00Z", "2026-10-25T06:00:00Z")] // and back
    [InlineData("2026-06-10T03:00:00Z", "2026-06-10T05:00:00Z")]
    [InlineData("2026-06-10T05:00:00Z", null)]
    public void A_quiet_night_ends_at_seven_by_the_local_clock(string now, string? end) =>
        Assert.Equal(end is null ? null : At(end), QuietRules.End(Night, "Europe/Amsterdam", At(now)));

    [Fact]
    public void Quiet_hours_that_end_in_the_hour_that_is_left_out_end_when_the_clock_is_put_forward() =>
        Assert.Equal(At("2026-03-29T01:00:00Z"), QuietRules.End(new QuietHours(new TimeOnly(1, 0), new TimeOnly(2, 30)), "Europe/Amsterdam", At("2026-03-29T00:30:00Z")));

    [Fact]
    public void Quiet_hours_end_later_than_now_and_out_of_the_quiet_hours() => Prop.ForAll(
        Gen.Choose(0, 60 * 24 * 366).Zip(Gen.Choose(0, 1439).Zip(Gen.Choose(0, 1439))).ToArbitrary(),
        drawn =>
        {
            var quiet = new QuietHours(TimeOnly.MinValue.AddMinutes(drawn.Item2.Item1), TimeOnly.MinValue.AddMinutes(drawn.Item2.Item2));
            var now = At("2026-01-01T00:00:00Z").AddMinutes(drawn.Item1);
            if (quiet.From == quiet.Until || QuietRules.End(quiet, "Europe/Lisbon", now) is not { } end) return;
            Assert.InRange(end - now, TimeSpan.FromMinutes(1), TimeSpan.FromHours(25));
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("hour", null, "2026-03-14T12:10:00Z", "2026-03-14T13:00:00Z")]
    [InlineData("day", "08:30", "2026-03-28T12:00:00Z", "2026-03-29T06:30:00Z")]
    [InlineData("day", "02:30", "2026-03-29T00:59:00Z", "2026-03-29T01:00:00Z")]
    public void Digests_go_out_by_the_local_clock(string every, string? at, string now, string next) => Assert.Equal(
        At(next),
        DigestRules.Next(new DigestTime(every, at is null ? null : TimeOnly.Parse(at, System.Globalization.CultureInfo.InvariantCulture)), "Europe/Amsterdam", At(now)));

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
