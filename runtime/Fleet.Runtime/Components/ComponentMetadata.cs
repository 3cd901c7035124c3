using System.Globalization;

namespace Fleet.Runtime.Components;

/// <summary>Metadata of a component: names (without case) and texts.</summary>
public sealed class ComponentMetadata(IEnumerable<KeyValuePair<string, string>> items)
{
    /// <summary>The longest duration: more than a timer can count is as good as for ever.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(40);

    private readonly Dictionary<string, string> items = new(items, StringComparer.OrdinalIgnoreCase);

    /// <summary>All fields.</summary>
    public IReadOnlyDictionary<string, string> All => items;

    /// <summary>The text of a field; null when it is absent or empty.</summary>
    public string? Text(string name) => items.TryGetValue(name, out var text) && text.Length > 0 ? text : null;

    /// <summary>The text of a field that must be there.</summary>
    public string Required(string name) => Text(name) ?? throw new ComponentException($"metadata field {name} is missing");

    /// <summary>A whole number.</summary>
    public int Number(string name, int fallback) => Text(name) switch
    {
        null => fallback,
        var text when int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) => number,
        var text => throw new ComponentException($"metadata field {name} is '{text}', expected a whole number"),
    };

    /// <summary>A truth value: <c>true</c>, <c>1</c>, <c>yes</c>, <c>y</c>, <c>on</c>, <c>t</c> and their opposites.</summary>
    public bool Boolean(string name, bool fallback = false) => Text(name)?.ToUpperInvariant() switch
    {
        null => fallback,
        "TRUE" or "1" or "YES" or "Y" or "ON" or "T" => true,
        _ => false,
    };

    /// <summary>A duration: Go's text (<c>1m30s</c>) or a whole number of <paramref name="unit"/>; at most <see cref="Longest"/>.</summary>
    public TimeSpan Duration(string name, TimeSpan fallback, TimeSpan? unit = null) => Text(name) switch
    {
        null => fallback,
        var text when long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) => Times(unit ?? TimeSpan.FromMilliseconds(1), number),
        var text when GoDuration.TryParse(text, out var duration) => duration < Longest ? duration : Longest,
        var text => throw new ComponentException($"metadata field {name} is '{text}', expected a duration such as 5s"),
    };

    private static TimeSpan Times(TimeSpan unit, long number) =>
        number < Longest / unit ? unit * Math.Max(number, -1) : Longest;
}

/// <summary>A component cannot start or do what it was asked; the text is for a person.</summary>
public sealed class ComponentException(string message, Exception? inner = null) : Exception(message, inner);
