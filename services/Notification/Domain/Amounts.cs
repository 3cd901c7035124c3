using System.Globalization;
using Fleet.Contracts.FineCollection;

namespace Fleet.Notification.Domain;

/// <summary>Writes money for people.</summary>
public static class Amounts
{
    // Currencies whose minor unit is not a hundredth (ISO 4217).
    private static readonly HashSet<string> WithoutMinorUnit =
        new(StringComparer.Ordinal) { "BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "VND", "VUV", "XAF", "XOF", "XPF" };

    private static readonly HashSet<string> Thousandths = new(StringComparer.Ordinal) { "BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND" };

    /// <summary>Currency code and amount with the currency's own number of decimals, e.g. <c>EUR 1,234.50</c>.</summary>
    public static string Format(Money money)
    {
        var decimals = WithoutMinorUnit.Contains(money.Currency) ? 0 : Thousandths.Contains(money.Currency) ? 3 : 2;
        var amount = new decimal(money.MinorUnits);
        for (var i = 0; i < decimals; i++) amount /= 10;
        return money.Currency + " " + amount.ToString("N" + decimals, CultureInfo.InvariantCulture);
    }
}
