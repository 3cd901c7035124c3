namespace Fleet.FineCollection.Domain;

/// <summary>One step from an excess to an amount.</summary>
/// <param name="Step">Name of the step; see <see cref="AssessmentSteps"/>.</param>
/// <param name="Field">Where the tariff says so, e.g. <c>bands[2].amountMinorUnits</c>; null for what was given, and for sums.</param>
/// <param name="Value">What the step makes: what it adds, or the sum so far.</param>
/// <param name="Unit"><c>km/h</c> or <c>minor_units</c>.</param>
public sealed record AssessmentStep(string Step, string? Field, long Value, string Unit);

/// <summary>How a tariff makes an amount of an excess, step by step, for who asks why. The same arithmetic as <see cref="Assessment"/>.</summary>
public static class AssessmentSteps
{
    private const string Kmh = "km/h";
    private const string MinorUnits = "minor_units";

    /// <summary>The steps for an excess of at least 1 km/h, in their order.</summary>
    public static IReadOnlyList<AssessmentStep> Of(Tariff tariff, int excessKmh)
    {
        var excess = new AssessmentStep("excess", null, excessKmh, Kmh);
        return Assessment.Of(tariff, excessKmh) is Assessment.Fine fine
            ? [excess, .. Penalty(tariff, excessKmh), .. Sums(tariff, fine)]
            : [excess, new("referral", "referFromExcessKmh", tariff.ReferFromExcessKmh, Kmh)];
    }

    private static IEnumerable<AssessmentStep> Penalty(Tariff tariff, int excessKmh)
    {
        var band = TariffAmounts.BandOf(tariff, excessKmh);
        var path = FormattableString.Invariant($"bands[{tariff.Bands.Index().First(one => ReferenceEquals(one.Item, band)).Index}]");
        yield return new("band", path + ".fromExcessKmh", band.FromExcessKmh, Kmh);
        yield return new("band_amount", path + ".amountMinorUnits", band.AmountMinorUnits, MinorUnits);
        if (band.PerKmhMinorUnits == 0) yield break;
        var unrounded = TariffAmounts.Unrounded(band, excessKmh);
        yield return new("stepwise", path + ".perKmhMinorUnits", unrounded - band.AmountMinorUnits, MinorUnits);
        yield return new("rounding", "rounding", TariffAmounts.Penalty(tariff, band, excessKmh) - unrounded, MinorUnits);
    }

    private static IEnumerable<AssessmentStep> Sums(Tariff tariff, Assessment.Fine fine)
    {
        var (penalty, total) = (fine.Penalty.MinorUnits, checked(fine.Penalty.MinorUnits + fine.Fee.MinorUnits));
        yield return new("penalty", null, penalty, MinorUnits);
        yield return new("administration_fee", "administrationFeeMinorUnits", fine.Fee.MinorUnits, MinorUnits);
        yield return new("total", null, total, MinorUnits);
        if (tariff.Discount is not null)
        {
            yield return new("discount", "discount.percent", -TariffAmounts.DiscountOf(tariff, penalty), MinorUnits);
            yield return new("discounted_total", null, total - TariffAmounts.DiscountOf(tariff, penalty), MinorUnits);
        }

        yield return new("first_reminder", "firstReminder", TariffAmounts.SurchargeOf(tariff, tariff.FirstReminder, penalty), MinorUnits);
        yield return new("final_notice", "finalReminder", TariffAmounts.SurchargeOf(tariff, tariff.FinalReminder, penalty), MinorUnits);
    }
}
