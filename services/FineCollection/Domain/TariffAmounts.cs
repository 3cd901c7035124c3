namespace Fleet.FineCollection.Domain;

/// <summary>The arithmetic of tariffs: integer minor units in and out, exact until the one rounding at the end.</summary>
public static class TariffAmounts
{
    /// <summary>The band that an excess within the bands falls into.</summary>
    public static Band BandOf(Tariff tariff, int excessKmh) =>
        tariff.Bands.First(band => excessKmh >= band.FromExcessKmh && excessKmh <= band.ToExcessKmh);

    /// <summary>What a band asks for an excess, before rounding.</summary>
    public static long Unrounded(Band band, int excessKmh) => checked(band.AmountMinorUnits + (excessKmh - band.FromExcessKmh) * band.PerKmhMinorUnits);

    /// <summary>What a band asks for an excess. A fixed amount is asked as it stands; a stepwise one is rounded.</summary>
    public static long Penalty(Tariff tariff, Band band, int excessKmh) =>
        band.PerKmhMinorUnits == 0 ? band.AmountMinorUnits : Divide(Unrounded(band, excessKmh), 1, tariff.Rounding);

    /// <summary>A percentage of an amount, rounded as the tariff says.</summary>
    public static long Percent(Tariff tariff, long minorUnits, int percent) => Divide((Int128)minorUnits * percent, 100, tariff.Rounding);

    /// <summary>What the discount takes off a penalty; 0 without a discount.</summary>
    public static long DiscountOf(Tariff tariff, long penaltyMinorUnits) =>
        tariff.Discount is { } discount ? Percent(tariff, penaltyMinorUnits, discount.Percent) : 0;

    /// <summary>What a reminder adds to a penalty; 0 without a surcharge.</summary>
    public static long SurchargeOf(Tariff tariff, Surcharge? surcharge, long penaltyMinorUnits) =>
        surcharge is null ? 0 : checked(Percent(tariff, penaltyMinorUnits, surcharge.Percent) + surcharge.MinorUnits);

    // Nothing is rounded twice: the fraction is divided by the step and the denominator at once. Amounts are not negative.
    private static long Divide(Int128 numerator, int denominator, Rounding? rounding)
    {
        var (step, mode) = (rounding?.ToMinorUnits ?? 1, rounding?.Mode ?? RoundingModes.HalfUp);
        var (steps, rest) = Int128.DivRem(numerator, (Int128)denominator * step);
        var goesUp = mode switch
        {
            RoundingModes.Down => false,
            RoundingModes.Up => rest > 0,
            RoundingModes.HalfUp => rest * 2 >= (Int128)denominator * step,
            _ => throw new ArgumentOutOfRangeException(nameof(rounding), mode, "Not a rounding mode."),
        };
        return checked((long)((goesUp ? steps + 1 : steps) * step));
    }
}
