using Fleet.FineCollection.Domain.Life;

namespace Fleet.FineCollection.Domain.Explaining;

/// <summary>A step of a computation, in whole numbers.</summary>
/// <param name="Name">What it gives.</param>
/// <param name="Formula">How it follows from the violation, the tariff and the steps before.</param>
/// <param name="Value">Its value.</param>
/// <param name="Unit"><c>km/h</c> or <c>minorUnits</c> of the tariff's currency.</param>
public sealed record AmountStep(string Name, string Formula, long Value, string Unit);

/// <summary>Says how the amount of a fine came about.</summary>
public static class AmountSteps
{
    private const string Kmh = "km/h";
    private const string MinorUnits = "minorUnits";

    /// <summary>The band that the fine fell into; null for a referral.</summary>
    public static Band? BandOf(Fine fine, Tariff tariff) =>
        Excess(fine) is >= 1 and var excess && excess < tariff.ReferFromExcessKmh ? TariffAmounts.BandOf(tariff, excess) : null;

    /// <summary>Every step from the speed to what may be asked, in order.</summary>
    public static IReadOnlyList<AmountStep> Of(Fine fine, FineLaw law)
    {
        var excess = new AmountStep("excess", "violation.correctedSpeedKmh - violation.limitKmh", Excess(fine), Kmh);
        return BandOf(fine, law.Tariff) is { } band
            ? [excess, .. Penalty(law.Tariff, band, Excess(fine)), .. Later(law.Tariff, TariffAmounts.Penalty(law.Tariff, band, Excess(fine)))]
            : [excess, new AmountStep("referFromExcess", "tariff.referFromExcessKmh, which the excess reaches: there is no amount", law.Tariff.ReferFromExcessKmh, Kmh)];
    }

    private static IEnumerable<AmountStep> Penalty(Tariff tariff, Band band, int excess)
    {
        var penalty = TariffAmounts.Penalty(tariff, band, excess);
        yield return new("bandAmount", "tariff.band.amountMinorUnits", band.AmountMinorUnits, MinorUnits);
        if (band.PerKmhMinorUnits != 0)
            yield return new("unroundedPenalty", "bandAmount + (excess - tariff.band.fromExcessKmh) * tariff.band.perKmhMinorUnits", TariffAmounts.Unrounded(band, excess), MinorUnits);
        yield return new("penalty", band.PerKmhMinorUnits == 0 ? "bandAmount" : "unroundedPenalty, rounded as tariff.rounding says", penalty, MinorUnits);
        yield return new("administrationFee", "tariff.administrationFeeMinorUnits", tariff.AdministrationFeeMinorUnits, MinorUnits);
        yield return new("total", "penalty + administrationFee", checked(penalty + tariff.AdministrationFeeMinorUnits), MinorUnits);
    }

    private static IEnumerable<AmountStep> Later(Tariff tariff, long penalty)
    {
        var total = checked(penalty + tariff.AdministrationFeeMinorUnits);
        if (tariff.Discount is { } discount)
        {
            var less = TariffAmounts.DiscountOf(tariff, penalty);
            yield return new("discount", FormattableString.Invariant($"penalty * {discount.Percent} / 100, rounded as tariff.rounding says"), less, MinorUnits);
            yield return new("discountedTotal", "total - discount, which suffices in the discount window", total - less, MinorUnits);
        }

        foreach (var (name, surcharge) in new[] { ("firstReminderSurcharge", tariff.FirstReminder), ("finalNoticeSurcharge", tariff.FinalReminder) })
        {
            if (surcharge is not null)
                yield return new(name, FormattableString.Invariant($"penalty * {surcharge.Percent} / 100, rounded as tariff.rounding says, + {surcharge.MinorUnits}"), TariffAmounts.SurchargeOf(tariff, surcharge, penalty), MinorUnits);
        }
    }

    private static int Excess(Fine fine) => fine.Violation.CorrectedSpeedKmh - fine.Violation.LimitKmh;
}
