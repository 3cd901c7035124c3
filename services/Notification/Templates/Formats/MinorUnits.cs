using System.Collections.Frozen;

namespace Fleet.Notification.Templates.Formats;

/// <summary>How many decimals a currency has (ISO 4217).</summary>
public static class MinorUnits
{
    private static readonly FrozenSet<string> None = FrozenSet.ToFrozenSet(
        ["BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "UYI", "VND", "VUV", "XAF", "XOF", "XPF"], StringComparer.Ordinal);

    private static readonly FrozenSet<string> Three = FrozenSet.ToFrozenSet(["BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"], StringComparer.Ordinal);

    private static readonly FrozenSet<string> Four = FrozenSet.ToFrozenSet(["CLF", "UYW"], StringComparer.Ordinal);

    /// <summary>Decimals of an ISO 4217 code; 2 for one that is not known.</summary>
    public static int DigitsOf(string currency) => None.Contains(currency) ? 0 : Three.Contains(currency) ? 3 : Four.Contains(currency) ? 4 : 2;
}
