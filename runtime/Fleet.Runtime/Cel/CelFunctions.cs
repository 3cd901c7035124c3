using System.Text.RegularExpressions;

namespace Fleet.Runtime.Cel;

/// <summary>How a function may be called.</summary>
[Flags]
internal enum CelStyle
{
    /// <summary><c>f(x, y)</c></summary>
    Global = 1,

    /// <summary><c>x.f(y)</c></summary>
    Member = 2,

    /// <summary>Either way.</summary>
    Both = Global | Member,
}

/// <summary>The functions that expressions may call: the standard library of CEL.</summary>
internal static class CelFunctions
{
    private static readonly Dictionary<(string Name, int Arguments), (CelStyle Style, Func<object?[], object?> Function)> All = Table();

    /// <summary>The function of that name for so many values (a receiver counts); null: there is none that is called so.</summary>
    public static Func<object?[], object?>? Find(string name, int arguments, CelStyle style) =>
        All.TryGetValue((name, arguments), out var found) && found.Style.HasFlag(style) ? found.Function : null;

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

    private static Dictionary<(string, int), (CelStyle, Func<object?[], object?>)> Table()
    {
        var table = new Dictionary<(string, int), (CelStyle, Func<object?[], object?>)>
        {
            [("size", 1)] = (CelStyle.Both, values => Size(values[0])),
            [("contains", 2)] = (CelStyle.Member, values => Text(values, 0).Contains(Text(values, 1), StringComparison.Ordinal)),
            [("startsWith", 2)] = (CelStyle.Member, values => Text(values, 0).StartsWith(Text(values, 1), StringComparison.Ordinal)),
            [("endsWith", 2)] = (CelStyle.Member, values => Text(values, 0).EndsWith(Text(values, 1), StringComparison.Ordinal)),
            [("matches", 2)] = (CelStyle.Both, values => Pattern(Text(values, 1)).IsMatch(Text(values, 0))),
            [("int", 1)] = (CelStyle.Global, values => CelCasts.Whole(values[0])),
            [("uint", 1)] = (CelStyle.Global, values => CelCasts.Unsigned(values[0])),
            [("double", 1)] = (CelStyle.Global, values => CelCasts.Real(values[0])),
            [("string", 1)] = (CelStyle.Global, values => CelCasts.Written(values[0])),
            [("bytes", 1)] = (CelStyle.Global, values => CelCasts.Bytes(values[0])),
            [("bool", 1)] = (CelStyle.Global, values => CelCasts.Truth(values[0])),
            [("timestamp", 1)] = (CelStyle.Global, values => CelTimes.Timestamp(values[0])),
            [("duration", 1)] = (CelStyle.Global, values => CelTimes.Duration(values[0])),
            [("dyn", 1)] = (CelStyle.Global, values => values[0]),
            [("type", 1)] = (CelStyle.Global, values => CelValues.TypeOf(values[0])),
        };
        foreach (var part in CelTimes.Names)
        {
            table[(part, 1)] = (CelStyle.Member, values => CelTimes.Part(part, values));
            table[(part, 2)] = (CelStyle.Member, values => CelTimes.Part(part, values));
        }

        return table;
    }

    private static string Text(object?[] values, int index) => values[index] as string ?? throw CelValues.NoOverload("a text function", values);

    private static long Size(object? value) => value switch
    {
        string text => text.EnumerateRunes().Count(),
        byte[] bytes => bytes.Length,
        IReadOnlyList<object?> list => list.Count,
        ICelMap map => map.Keys.Count,
        _ => throw CelValues.NoOverload("size", value),
    };
}
