using System.Globalization;
using System.Text;

namespace Fleet.Runtime.Cel;

/// <summary>The functions that make one type of another.</summary>
internal static class CelCasts
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static long Whole(object? value) => value switch
    {
        long whole => whole,
        ulong and <= long.MaxValue => (long)(ulong)value,
        double real when real is > -9.2233720368547758E+18 and < 9.2233720368547758E+18 => (long)real,
        string text when long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var parsed) => parsed,
        DateTimeOffset time => time.ToUnixTimeSeconds(),
        TimeSpan span => span.Ticks * TimeSpan.NanosecondsPerTick,
        _ => throw CelValues.NoOverload("int", value),
    };

    public static ulong Unsigned(object? value) => value switch
    {
        ulong unsigned => unsigned,
        long and >= 0 => (ulong)(long)value,
        double real when real is >= 0 and < 1.8446744073709552E+19 => (ulong)real,
        string text when ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var parsed) => parsed,
        _ => throw CelValues.NoOverload("uint", value),
    };

    public static double Real(object? value) => value switch
    {
        double real => real,
        long whole => whole,
        ulong unsigned => unsigned,
        string text when double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var parsed) => parsed,
        _ => throw CelValues.NoOverload("double", value),
    };

    public static bool Truth(object? value) => value switch
    {
        bool truth => truth,
        "1" or "t" or "T" or "true" or "TRUE" or "True" => true,
        "0" or "f" or "F" or "false" or "FALSE" or "False" => false,
        _ => throw CelValues.NoOverload("bool", value),
    };

    public static byte[] Bytes(object? value) => value switch
    {
        byte[] bytes => bytes,
        string text => Encoding.UTF8.GetBytes(text),
        _ => throw CelValues.NoOverload("bytes", value),
    };

    public static string Written(object? value) => value switch
    {
        string text => text,
        bool truth => truth ? "true" : "false",
        long or ulong => Convert.ToString(value, CultureInfo.InvariantCulture)!,
        double real => Written(real),
        byte[] bytes => Text(bytes),
        DateTimeOffset time => CelTimes.Write(time),
        TimeSpan span => CelTimes.Write(span),
        _ => throw CelValues.NoOverload("string", value),
    };

    // As Go's %g: the fewest digits, and an exponent from a million up and below a ten-thousandth.
    private static string Written(double real)
    {
        if (!double.IsFinite(real))
            return double.IsNaN(real) ? "NaN" : real > 0 ? "+Inf" : "-Inf";
        if (real == 0 || Math.Abs(real) is >= 1e-4 and < 1e6)
            return real.ToString("R", CultureInfo.InvariantCulture);
        // Sixteen digits after the point are all that a double has; the fewest that read back the same are what counts.
        for (var digits = 0; ; digits++)
        {
            var text = real.ToString("0." + new string('#', digits) + "e+00", CultureInfo.InvariantCulture);
            if (digits >= 16 || double.Parse(text, CultureInfo.InvariantCulture) == real)
                return text;
        }
    }

    private static string Text(byte[] bytes)
    {
        try
        {
            return Strict.GetString(bytes);
        }
        catch (DecoderFallbackException broken)
        {
            throw new CelException("the bytes are no UTF-8", broken);
        }
    }
}
