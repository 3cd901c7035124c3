using System.Globalization;

namespace Fleet.Runtime.Cel;

/// <summary>Equality, order and arithmetic of CEL values.</summary>
internal static class CelValues
{
    public static bool AreEqual(object? left, object? right) => (left, right) switch
    {
        (null, null) => true,
        (bool a, bool b) => a == b,
        (string a, string b) => string.Equals(a, b, StringComparison.Ordinal),
        (IReadOnlyList<object?> a, IReadOnlyList<object?> b) => a.Count == b.Count && a.Zip(b).All(pair => AreEqual(pair.First, pair.Second)),
        (ICelMap a, ICelMap b) => SameMaps(a, b),
        _ => IsNumber(left) && IsNumber(right) && CompareNumbers(left!, right!) == 0,
    };

    /// <summary>Negative, zero or positive; null when one is not a number (NaN), so that every order is false.</summary>
    public static int? Compare(object? left, object? right) => (left, right) switch
    {
        (string a, string b) => string.CompareOrdinal(a, b),
        (bool a, bool b) => a.CompareTo(b),
        _ when IsNumber(left) && IsNumber(right) => CompareNumbers(left!, right!),
        _ => throw NoOverload("<", left, right),
    };

    public static object Arithmetic(char operation, object? left, object? right)
    {
        try
        {
            return (left, right) switch
            {
                (long a, long b) => Whole(operation, a, b),
                (ulong a, ulong b) => Unsigned(operation, a, b),
                (double a, double b) when operation != '%' => Real(operation, a, b),
                (string a, string b) when operation == '+' => a + b,
                (IReadOnlyList<object?> a, IReadOnlyList<object?> b) when operation == '+' => (object?[])[.. a, .. b],
                _ => throw NoOverload(operation.ToString(), left, right),
            };
        }
        catch (ArithmeticException impossible)
        {
            throw new CelException(impossible.Message, impossible);
        }
    }

    public static CelException NoOverload(string operation, params object?[] values) =>
        new($"no such overload: {operation} of {string.Join(", ", values.Select(TypeOf))}");

    public static string TypeOf(object? value) => value switch
    {
        null => "null_type",
        bool => "bool",
        long => "int",
        ulong => "uint",
        double => "double",
        string => "string",
        ICelMap => "map",
        _ => "list",
    };

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

    private static long Whole(char operation, long a, long b) => operation switch
    {
        '+' => checked(a + b),
        '-' => checked(a - b),
        '*' => checked(a * b),
        '/' => a / b,
        _ => b == -1 ? 0 : a % b,
    };

    private static ulong Unsigned(char operation, ulong a, ulong b) => operation switch
    {
        '+' => checked(a + b),
        '-' => checked(a - b),
        '*' => checked(a * b),
        '/' => a / b,
        _ => a % b,
    };

    private static double Real(char operation, double a, double b) => operation switch
    {
        '+' => a + b,
        '-' => a - b,
        '*' => a * b,
        _ => a / b,
    };
}
