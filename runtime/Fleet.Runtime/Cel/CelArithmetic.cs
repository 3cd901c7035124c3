namespace Fleet.Runtime.Cel;

/// <summary>The operators <c>+ - * / %</c>.</summary>
internal static class CelArithmetic
{
    public static object Calculate(char operation, object? left, object? right)
    {
        try
        {
            return (left, right) switch
            {
                (long a, long b) => Whole(operation, a, b),
                (ulong a, ulong b) => Unsigned(operation, a, b),
                (double a, double b) when operation != '%' => Real(operation, a, b),
                _ when operation == '+' => Add(left, right),
                _ when operation == '-' => Subtract(left, right),
                _ => throw CelValues.NoOverload(operation.ToString(), left, right),
            };
        }
        catch (Exception impossible) when (impossible is ArithmeticException or ArgumentOutOfRangeException)
        {
            throw new CelException(impossible.Message, impossible);
        }
    }

    private static object Add(object? left, object? right) => (left, right) switch
    {
        (string a, string b) => a + b,
        (byte[] a, byte[] b) => (byte[])[.. a, .. b],
        (IReadOnlyList<object?> a, IReadOnlyList<object?> b) => (object?[])[.. a, .. b],
        (DateTimeOffset a, TimeSpan b) => a + b,
        (TimeSpan a, DateTimeOffset b) => b + a,
        (TimeSpan a, TimeSpan b) => a + b,
        _ => throw CelValues.NoOverload("+", left, right),
    };

    private static object Subtract(object? left, object? right) => (left, right) switch
    {
        (DateTimeOffset a, DateTimeOffset b) => a - b,
        (DateTimeOffset a, TimeSpan b) => a - b,
        (TimeSpan a, TimeSpan b) => a - b,
        _ => throw CelValues.NoOverload("-", left, right),
    };

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
