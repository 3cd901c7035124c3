using Fleet.FineCollection.Domain;

namespace Fleet.Tests.Unit.FineCollection;

public sealed class TariffAmountsTests
{
    [Theory]
    [InlineData(11, "xa-2026-01", 75_000)]
    [InlineData(12, "xa-2026-01", 81_200)]
    [InlineData(30, "xa-2026-01", 194_200)]
    [InlineData(31, "xa-2026-01", 240_000)]
    [InlineData(6, "xa-2026-01-heavy", 80_000)]
    [InlineData(25, "xa-2026-01-heavy", 317_900)]
    public void A_stepwise_band_asks_more_for_every_further_kmh(int excess, string version, long penalty) =>
        Assert.Equal(penalty, ((Assessment.Fine)Assessment.Of(Some.Shipped().ByVersion(version), excess)).Penalty.MinorUnits);

    [Theory]
    [InlineData(101, 50, 1, "half-up", 51)]
    [InlineData(101, 50, 1, "down", 50)]
    [InlineData(101, 50, 1, "up", 51)]
    [InlineData(100, 33, 1, "up", 33)]
    [InlineData(12_345, 10, 100, "half-up", 1_200)]
    [InlineData(12_500, 10, 100, "half-up", 1_300)]
    [InlineData(12_499, 10, 100, "half-up", 1_200)]
    [InlineData(12_001, 10, 100, "up", 1_300)]
    [InlineData(12_999, 10, 100, "down", 1_200)]
    [InlineData(0, 50, 100, "up", 0)]
    [InlineData(1_000_000_000_000, 1_000, 1, "half-up", 10_000_000_000_000)]
    public void A_percentage_is_rounded_once_as_the_tariff_says(long amount, int percent, int step, string mode, long expected) =>
        Assert.Equal(expected, TariffAmounts.Percent(Some.Tariff() with { Rounding = new Rounding(step, mode) }, amount, percent));

    [Fact]
    public void Without_a_rounding_half_a_minor_unit_goes_up() => Assert.Equal(1, TariffAmounts.Percent(Some.Tariff(), 1, 50));

    [Fact]
    public void An_amount_beyond_64_bits_is_an_error_and_never_a_wrong_number() =>
        Assert.Throws<OverflowException>(() => TariffAmounts.Percent(Some.Tariff(), long.MaxValue, 200));

    [Theory]
    [InlineData("nl-2026-01", 12, new[] { "excess", "band", "band_amount", "penalty", "administration_fee", "total", "first_reminder", "final_notice" })]
    [InlineData("pt-2020-01", 12, new[] { "excess", "band", "band_amount", "penalty", "administration_fee", "total", "discount", "discounted_total", "first_reminder", "final_notice" })]
    [InlineData("pt-2020-01", 61, new[] { "excess", "referral" })]
    public void The_steps_of_an_assessment_end_where_the_assessment_does(string version, int excess, string[] steps)
    {
        var tariff = Some.Shipped().ByVersion(version);
        var told = AssessmentSteps.Of(tariff, excess);
        Assert.Equal(steps, told.Select(step => step.Step));
        if (Assessment.Of(tariff, excess) is Assessment.Fine fine)
            Assert.Equal(fine.Penalty.MinorUnits + fine.Fee.MinorUnits, told.Single(step => step.Step == "total").Value);
    }

    [Theory]
    [InlineData("nl-2020-01", 42, 900, 2_300)]
    [InlineData("nl-2026-01", 56, 900, 2_600)]
    [InlineData("pt-2020-01", 15, 0, 6_000)]
    public void The_shipped_terms_fees_and_amounts_stay_as_they_are(string version, int days, long fee, long lowest)
    {
        var tariff = Some.Shipped().ByVersion(version);
        Assert.Equal((days, fee, lowest), (tariff.PaymentTermDays, tariff.AdministrationFeeMinorUnits, tariff.Bands[0].AmountMinorUnits));
    }
}
