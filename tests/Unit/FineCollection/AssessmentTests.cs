using Fleet.FineCollection.Domain;
using FsCheck;
using FsCheck.Fluent;

namespace Fleet.Tests.Unit.FineCollection;

public sealed class AssessmentTests
{
    [Theory]
    [InlineData(1, 5_000)]
    [InlineData(10, 5_000)]
    [InlineData(11, 12_000)]
    [InlineData(20, 12_000)]
    [InlineData(21, 30_000)]
    [InlineData(30, 30_000)]
    public void An_excess_costs_what_its_band_says(int excess, long minorUnits)
    {
        var fine = Assert.IsType<Assessment.Fine>(Assessment.Of(Some.Tariff(), excess));
        Assert.Equal(minorUnits, fine.Penalty.MinorUnits);
        Assert.Equal(900, fine.Fee.MinorUnits);
        Assert.Equal("EUR", fine.Penalty.Currency);
    }

    [Theory]
    [InlineData(31)]
    [InlineData(200)]
    public void Beyond_the_bands_the_prosecutor_decides(int excess) =>
        Assert.Equal(new Assessment.ReferToProsecutor("v1"), Assessment.Of(Some.Tariff(), excess));

    [Theory]
    [InlineData(0)]
    [InlineData(-3)]
    public void Who_was_not_too_fast_is_never_assessed(int excess) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Assessment.Of(Some.Tariff(), excess));

    [Fact]
    public void Faster_is_never_cheaper() => Prop.ForAll(
        Gen.Choose(1, 29).ToArbitrary(),
        excess => Penalty(excess) <= Penalty(excess + 1) && Penalty(excess) > 0).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("2026-01-01", "old")]
    [InlineData("2026-06-30", "old")]
    [InlineData("2026-07-01", "new")]
    [InlineData("2030-01-01", "new")]
    public void The_version_in_effect_on_the_day_counts(string day, string version)
    {
        var book = new TariffBook([Some.Tariff("new", "2026-07-01"), Some.Tariff("old", "2026-01-01"), Some.Tariff("other", "2020-01-01", "DE")]);
        Assert.Equal(version, book.InEffect("NL", DateOnly.Parse(day)).Version);
    }

    [Theory]
    [InlineData("NL", "2025-12-31")]
    [InlineData("XX", "2026-01-01")]
    public void Without_a_tariff_nobody_is_fined(string jurisdiction, string day) =>
        Assert.Throws<NoTariffException>(() => Some.Book.InEffect(jurisdiction, DateOnly.Parse(day)));

    private static long Penalty(int excess) => ((Assessment.Fine)Assessment.Of(Some.Tariff(), excess)).Penalty.MinorUnits;
}
