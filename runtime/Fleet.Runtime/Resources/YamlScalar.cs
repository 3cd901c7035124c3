using System.Globalization;
using System.Text.RegularExpressions;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Fleet.Runtime.Resources;

/// <summary>What a scalar means: YAML gives plain text a type, quoted text never.</summary>
internal static partial class YamlScalar
{
    /// <summary>Absent: nothing, <c>~</c> or <c>null</c>.</summary>
    public static bool IsNull(YamlNode node) => IsPlain(node, out var text) && text is "" or "~" or "null" or "Null" or "NULL";

    /// <summary>A truth value, or null.</summary>
    public static bool? Boolean(YamlNode node) => !IsPlain(node, out var text) ? null : text switch
    {
        "true" or "True" or "TRUE" or "yes" or "Yes" or "YES" or "on" or "On" or "ON" => true,
        "false" or "False" or "FALSE" or "no" or "No" or "NO" or "off" or "Off" or "OFF" => false,
        _ => null,
    };

    /// <summary>A number, or null.</summary>
    public static decimal? Number(YamlNode node) =>
        !IsPlain(node, out var text) ? null
        : OtherBase(text.Replace("_", "", StringComparison.Ordinal)) is { } whole ? whole
        : NumberForm().IsMatch(text) && decimal.TryParse(text.Replace("_", "", StringComparison.Ordinal), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number
        : null;

    /// <summary>A scalar that is text, or null.</summary>
    public static string? Text(YamlNode node) =>
        node is YamlScalarNode scalar && !IsNull(node) && Boolean(node) is null && Number(node) is null ? scalar.Value ?? "" : null;

    /// <summary>Any scalar as the text a component gets: truth values and numbers as JSON writes them.</summary>
    public static string? AsText(YamlNode node)
    {
        if (IsNull(node))
            return "";
        if (Boolean(node) is { } truth)
            return truth ? "true" : "false";
        if (Number(node) is { } number)
            return number.ToString("0.#############################", CultureInfo.InvariantCulture);
        return (node as YamlScalarNode)?.Value;
    }

    /// <summary>A node in words for a message.</summary>
    public static string Describe(YamlNode node) => node switch
    {
        YamlMappingNode => "a mapping",
        YamlSequenceNode => "a list",
        _ when IsNull(node) => "nothing",
        YamlScalarNode scalar when Boolean(node) is not null => $"the truth value {scalar.Value}",
        YamlScalarNode scalar when Number(node) is not null => $"the number {scalar.Value}",
        YamlScalarNode scalar => $"'{scalar.Value}'",
        _ => "something else",
    };

    private static bool IsPlain(YamlNode node, out string text)
    {
        text = (node as YamlScalarNode)?.Value ?? "";
        return node is YamlScalarNode { Style: ScalarStyle.Plain } scalar && scalar.Tag.IsEmpty;
    }

    // A whole number that begins with a nought is octal, as in Go.
    private static decimal? OtherBase(string text)
    {
        if (!OtherBaseForm().IsMatch(text))
            return null;
        var isNegative = text[0] == '-';
        var digits = text.AsSpan(isNegative || text[0] == '+' ? 2 : 1);
        var radix = digits[0] switch { 'x' or 'X' => 16u, 'b' or 'B' => 2u, _ => 8u };
        decimal number = 0;
        foreach (var digit in char.IsAsciiDigit(digits[0]) ? digits : digits[1..])
            number = (number * radix) + Convert.ToByte(digit.ToString(), 16);
        return isNegative ? -number : number;
    }

    [GeneratedRegex("^[-+]?0([0-7]{1,21}|[oO][0-7]{1,21}|[xX][0-9a-fA-F]{1,16}|[bB][01]{1,64})$", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex OtherBaseForm();

    [GeneratedRegex(@"^[-+]?(\d[\d_]*(\.\d*)?|\.\d+)([eE][-+]?\d+)?$", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex NumberForm();
}
