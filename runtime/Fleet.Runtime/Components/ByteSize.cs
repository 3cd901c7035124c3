using System.Globalization;

namespace Fleet.Runtime.Components;

/// <summary>Numbers of bytes as Kubernetes writes quantities: <c>1048576</c>, <c>512Ki</c>, <c>100Mi</c>, <c>4M</c>, <c>1G</c>.</summary>
internal static class ByteSize
{
    private static readonly (string Unit, long Bytes)[] Units =
    [
        ("Ki", 1L << 10), ("Mi", 1L << 20), ("Gi", 1L << 30), ("Ti", 1L << 40),
        ("k", 1_000), ("M", 1_000_000), ("G", 1_000_000_000), ("T", 1_000_000_000_000),
    ];

    /// <summary>Reads the text of a metadata field.</summary>
    /// <exception cref="ComponentException">It is no such number.</exception>
    public static long Parse(string field, string text)
    {
        var (unit, bytes) = Array.Find(Units, known => text.EndsWith(known.Unit, StringComparison.Ordinal));
        var digits = unit is null ? text : text[..^unit.Length];
        if (decimal.TryParse(digits, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            && Math.Abs(number) < long.MaxValue / Math.Max(1, bytes))
            return (long)(number * Math.Max(1, bytes));
        throw new ComponentException($"metadata field {field} is '{text}', expected a number of bytes such as 1048576 or 100Mi");
    }
}
