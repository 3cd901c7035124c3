using Fleet.Contracts.FineCollection;

namespace Fleet.FineCollection.Domain;

/// <summary>What a tariff says about an excess: an amount, or that it is none of a tariff's business.</summary>
public abstract record Assessment(string TariffVersion)
{
    /// <summary>A fine.</summary>
    /// <param name="TariffVersion">The tariff that was applied.</param>
    /// <param name="Penalty">For the speeding.</param>
    /// <param name="Fee">For the administration, in the same currency; may be 0.</param>
    /// <param name="PaymentTermDays">Days to pay.</param>
    public sealed record Fine(string TariffVersion, Money Penalty, Money Fee, int PaymentTermDays) : Assessment(TariffVersion);

    /// <summary>Too fast for a fine: the prosecutor decides. There is no amount, which is not an amount of 0.</summary>
    public sealed record ReferToProsecutor(string TariffVersion) : Assessment(TariffVersion);

    /// <summary>Applies <paramref name="tariff"/> to an excess of at least 1 km/h.</summary>
    public static Assessment Of(Tariff tariff, int excessKmh)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(excessKmh, 1);
        if (excessKmh >= tariff.ReferFromExcessKmh) return new ReferToProsecutor(tariff.Version);
        return new Fine(
            tariff.Version,
            new Money(TariffAmounts.Penalty(tariff, TariffAmounts.BandOf(tariff, excessKmh), excessKmh), tariff.Currency),
            new Money(tariff.AdministrationFeeMinorUnits, tariff.Currency),
            tariff.PaymentTermDays);
    }
}
