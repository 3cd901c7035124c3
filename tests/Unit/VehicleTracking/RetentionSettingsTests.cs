using Fleet.VehicleTracking.Retention;
using Microsoft.Extensions.Configuration;

namespace Fleet.Tests.Unit.VehicleTracking;

public sealed class RetentionSettingsTests
{
    private const long DayMs = 86_400_000;

    [Theory]
    [InlineData("90", 910)]
    [InlineData("1", 999)]
    [InlineData("0", KeptSince.EverDay)]
    [InlineData("", KeptSince.EverDay)]
    [InlineData(null, KeptSince.EverDay)]
    public void So_many_days_before_today_are_kept(string? days, long oldest)
    {
        var settings = Settings("Retention:PositionsDays", days);

        Assert.Equal(oldest, settings.Since(1_000 * DayMs).Positions);
        Assert.Equal(oldest, settings.Since((1_001 * DayMs) - 1).Positions);
    }

    [Fact]
    public void Violations_are_kept_for_two_years_unless_something_else_is_said()
    {
        Assert.Equal(270, Settings("Retention:JournalDays", "3").Since(1_000 * DayMs).Violations);
        Assert.Equal(KeptSince.EverDay, Settings("Retention:ViolationsDays", "0").Since(1_000 * DayMs).Violations);
    }

    [Theory]
    [InlineData("-1")]
    [InlineData("ninety")]
    [InlineData("1.5")]
    public void What_is_no_number_of_days_is_named(string days) =>
        Assert.Contains("Retention:JournalDays", Assert.Throws<InvalidDataException>(() => Settings("Retention:JournalDays", days)).Message, StringComparison.Ordinal);

    [Fact]
    public void Days_stand_in_order_and_once()
    {
        var days = KeptDays.Empty.WithPositions(5).WithPositions(3).WithPositions(5).WithPositions(4).WithJournal(9);

        Assert.Equal([3, 4, 5], days.Positions);
        Assert.Equal([4, 5], days.WithoutFirstPositions().Positions);
        Assert.True(KeptDays.Empty.IsEmpty);
        Assert.True(days.WithoutFirstJournal().WithoutFirstPositions().WithoutFirstPositions().WithoutFirstPositions().IsEmpty);
    }

    private static RetentionSettings Settings(string name, string? value) =>
        RetentionSettings.Of(new ConfigurationBuilder().AddInMemoryCollection([new KeyValuePair<string, string?>(name, value)]).Build());
}
