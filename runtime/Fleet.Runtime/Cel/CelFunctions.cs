using System.Globalization;
using System.Text.RegularExpressions;

namespace Fleet.Runtime.Cel;

/// <summary>The functions that expressions may call; <c>x.f(y)</c> and <c>f(x, y)</c> are the same.</summary>
internal static class CelFunctions
{
    private static readonly Dictionary<(string Name, int Arguments), Func<object?[], object?>> All = new()
    {
        [("size", 1)] = values => Size(values[0]),
        [("contains", 2)] = values => Text(values, 0).Contains(Text(values, 1), StringComparison.Ordinal),
        [("startsWith", 2)] = values => Text(values, 0).StartsWith(Text(values, 1), StringComparison.Ordinal),
        [("endsWith", 2)] = values => Text(values, 0).EndsWith(Text(values, 1), StringComparison.Ordinal),
        [("matches", 2)] = values => Pattern(Text(values, 1)).IsMatch(Text(values, 0)),
        [("int", 1)] = values => Whole(values[0]),
        [("uint", 1)] = values => Unsigned(values[0]),
        [("double", 1)] = values => Real(values[0]),
        [("string", 1)] = values => Written(values[0]),
        [("bool", 1)] = values => Truth(values[0]),
        [("dyn", 1)] = values => values[0],
        [("type", 1)] = values => CelValues.TypeOf(values[0]),
    };

    /// <summary>The function of that name for so many values (a receiver counts); null: there is none.</summary>
    public static Func<object?[], object?>? Find(string name, int arguments) => All.GetValueOrDefault((name, arguments));

    /// <summary>A pattern in RE2's dialect, which never runs away.</summary>
    public static Regex Pattern(string pattern)
    {
        try
        {
            return new Regex(pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
        }
        catch (Exception broken) when (broken is ArgumentException or NotSupportedException)
        {
            throw new CelException($"'{pattern}' is no pattern: {broken.Message}", broken);
        }
    }

    private static string Text(object?[] values, int index) => values[index] as string ?? throw CelValues.NoOverload("a text function", values);

    private static long Size(object? value) => value switch
    {
        string text => text.EnumerateRunes().Count(),
        IReadOnlyList<object?> list => list.Count,
        ICelMap map => map.Keys.Count,
        _ => throw CelValues.NoOverload("size", value),
    };

    private static long Whole(object? value) => value switch
    {
        long whole => whole,
        ulong and <= long.MaxValue => (long)(ulong)value,
        double real when real is > -9.2233720368547758E+18 and < 9.2233720368547758E+18 => (long)real,
        string text when long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var parsed) => parsed,
        _ => throw CelValues.NoOverload("int", value),
    };

    private static ulong Unsigned(object? value) => value switch
    {
        ulong unsigned => unsigned,
        long and >= 0 => (ulong)(long)value,
        double real when real is >= 0 and < 1.8446744073709552E+19 => (ulong)real,
        string text when ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var parsed) => parsed,
        _ => throw CelValues.NoOverload("uint", value),
    };

    private static double Real(object? value) => value switch
    {
        double real => real,
        long whole => whole,
        ulong unsigned => unsigned,
        string text when double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var parsed) => parsed,
        _ => throw CelValues.NoOverload("double", value),
    };

    private static string Written(object? value) => value switch
    {
        string text => text,
        bool truth => truth ? "true" : "false",
        long or ulong or double => Convert.ToString(value, CultureInfo.InvariantCulture)!,
        _ => throw CelValues.NoOverload("string", value),
    };

    private static bool Truth(object? value) => value switch
    {
        bool truth => truth,
        "1" or "t" or "T" or "true" or "TRUE" or "True" => true,
        "0" or "f" or "F" or "false" or "FALSE" or "False" => false,
        _ => throw CelValues.NoOverload("bool", value),
    };
}
