using System.Globalization;

namespace Fleet.Gateway.Pay;

/// <summary>An amount as people read it, by integer arithmetic alone.</summary>
internal static class MoneyText
{
    private static readonly string[] WithoutMinorUnits = ["BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "UYI", "VND", "VUV", "XAF", "XOF", "XPF"];
    private static readonly string[] WithThreeDigits = ["BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"];

    /// <summary>Such as <c>EUR 1,234.50</c>.</summary>
    public static string Of(long minorUnits, string currency)
    {
        var digits = WithoutMinorUnits.Contains(currency) ? 0 : WithThreeDigits.Contains(currency) ? 3 : 2;
        var unit = digits switch { 0 => 1L, 3 => 1_000L, _ => 100L };
        var (whole, rest) = Math.DivRem(minorUnits, unit);
        var text = string.Create(CultureInfo.InvariantCulture, $"{currency} {whole:N0}");
        return digits == 0 ? text : text + "." + rest.ToString(CultureInfo.InvariantCulture).PadLeft(digits, '0');
    }
}
