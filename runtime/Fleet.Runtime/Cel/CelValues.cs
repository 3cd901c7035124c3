using System.Globalization;

namespace Fleet.Runtime.Cel;

/// <summary>Equality, order and types of CEL values.</summary>
internal static class CelValues
{
    public static bool AreEqual(object? left, object? right) => (left, right) switch
    {
        (null, null) => true,
        (bool a, bool b) => a == b,
        (string a, string b) => string.Equals(a, b, StringComparison.Ordinal),
        (byte[] a, byte[] b) => a.AsSpan().SequenceEqual(b),
        (DateTimeOffset or TimeSpan or CelType, _) => left.Equals(right),
        (IReadOnlyList<object?> a, IReadOnlyList<object?> b) => a.Count == b.Count && a.Zip(b).All(pair => AreEqual(pair.First, pair.Second)),
        (ICelMap a, ICelMap b) => SameMaps(a, b),
        _ => IsNumber(left) && IsNumber(right) && CompareNumbers(left!, right!) == 0,
    };

    /// <summary>Negative, zero or positive; null when one is not a number (NaN), so that every order is false.</summary>
    public static int? Compare(object? left, object? right) => (left, right) switch
    {
        (string a, string b) => string.CompareOrdinal(a, b),
        (bool a, bool b) => a.CompareTo(b),
        (byte[] a, byte[] b) => a.AsSpan().SequenceCompareTo(b),
        (DateTimeOffset a, DateTimeOffset b) => a.CompareTo(b),
        (TimeSpan a, TimeSpan b) => a.CompareTo(b),
        _ when IsNumber(left) && IsNumber(right) => CompareNumbers(left!, right!),
        _ => throw NoOverload("<", left, right),
    };

    public static CelException NoOverload(string operation, params object?[] values) =>
        new($"no such overload: {operation} of {string.Join(", ", values.Select(value => TypeOf(value).Name))}");

    public static CelType TypeOf(object? value) => new(value switch
    {
        null => "null_type",
        bool => "bool",
        long => "int",
        ulong => "uint",
        double => "double",
        string => "string",
        byte[] => "bytes",
        DateTimeOffset => "google.protobuf.Timestamp",
        TimeSpan => "google.protobuf.Duration",
        CelType => "type",
        ICelMap => "map",
        _ => "list",
    });

    private static bool IsNumber(object? value) => value is long or ulong or double;

    private static int? CompareNumbers(object left, object right)
    {
        if (left is not double && right is not double)
            return Convert.ToDecimal(left, CultureInfo.InvariantCulture).CompareTo(Convert.ToDecimal(right, CultureInfo.InvariantCulture));
        var (a, b) = (Convert.ToDouble(left, CultureInfo.InvariantCulture), Convert.ToDouble(right, CultureInfo.InvariantCulture));
        return double.IsNaN(a) || double.IsNaN(b) ? null : a.CompareTo(b);
    }

    private static bool SameMaps(ICelMap left, ICelMap right) =>
        left.Keys.Count == right.Keys.Count
        && left.Keys.All(key => left.TryGet(key, out var a) && right.TryGet(key, out var b) && AreEqual(a, b));
}
