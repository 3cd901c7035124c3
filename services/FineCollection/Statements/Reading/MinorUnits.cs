using System.Globalization;

namespace Fleet.FineCollection.Statements.Reading;

/// <summary>Amounts as banks write them, to integer minor units. No binary fraction comes near them.</summary>
public static class MinorUnits
{
    private const long Most = 1_000_000_000_000_000;
    private static readonly HashSet<string> None = ["BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "VND", "VUV", "XAF", "XOF", "XPF"];
    private static readonly HashSet<string> Three = ["BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"];

    /// <summary>Digits of the minor unit of a currency (ISO 4217): 2 for most.</summary>
    public static int DigitsOf(string currency) => None.Contains(currency) ? 0 : Three.Contains(currency) ? 3 : 2;

    /// <summary>Whether <paramref name="text"/> has the form of an ISO 4217 code.</summary>
    public static bool IsCurrency(string? text) => text is { Length: 3 } && text.All(char.IsAsciiLetterUpper);

    /// <summary>An amount of ISO 20022: digits with an optional point, no sign, no grouping. Null when it is none.</summary>
    public static long? OfIso(string? text, string currency)
    {
        if (text is null || text.Length is 0 or > 25) return null;
        var parts = text.Split('.');
        return parts.Length <= 2 && parts[0].Length > 0 && parts.All(part => part.All(char.IsAsciiDigit)) ? Of(parts[0], parts.Length == 2 ? parts[1] : "", currency) : null;
    }

    /// <summary>
    /// An amount as people and spreadsheets write it: sign before or behind, point or comma before the minor units, the other one, a space or an
    /// apostrophe between thousands. Null, and <paramref name="mistake"/> says why, when it is none or could be two.
    /// </summary>
    public static long? OfText(string text, string currency, out string mistake)
    {
        mistake = "An amount is a number such as -1234.56, 1.234,56 or 1,234.56.";
        var (isNegative, digits) = Sign(text.Trim());
        if (digits.Length is 0 or > 30 || !digits.All(c => char.IsAsciiDigit(c) || c is '.' or ',' or ' ' or '\u00a0' or '\u202f' or '\'' or '’')) return null;
        var (point, comma) = (digits.LastIndexOf('.'), digits.LastIndexOf(','));
        var mark = Math.Max(point, comma);
        var isOnly = point < 0 || comma < 0;
        if (mark >= 0 && isOnly)
        {
            var count = digits.Count(c => c == digits[mark]);
            if (count > 1) mark = -1;
            else if (digits.Length - mark - 1 == 3 && DigitsOf(currency) != 3)
            {
                mistake = $"'{digits}' could mean thousands or fractions: write all minor units, such as {digits[..mark]}{digits[(mark + 1)..]}.00.";
                return null;
            }
        }

        var whole = mark < 0 ? digits : digits[..mark];
        if (Grouped(whole) is not { } units) return null;
        if (Of(units, mark < 0 ? "" : digits[(mark + 1)..], currency) is not { } amount) return null;
        return isNegative ? -amount : amount;
    }

    private static (bool IsNegative, string Digits) Sign(string text)
    {
        if (text.Length == 0) return (false, text);
        if (text[0] is '-' or '−') return (true, text[1..].TrimStart());
        if (text[0] == '+') return (false, text[1..].TrimStart());
        return text[^1] is '-' or '−' ? (true, text[..^1].TrimEnd()) : (false, text);
    }

    // Thousands have one kind of separator, and three digits after each.
    private static string? Grouped(string whole)
    {
        var separators = whole.Where(c => !char.IsAsciiDigit(c)).Distinct().ToList();
        if (separators.Count == 0) return whole.Length == 0 ? "0" : whole;
        if (separators.Count > 1) return null;
        var groups = whole.Split(separators[0]);
        return groups[0].Length is >= 1 and <= 3 && groups.Skip(1).All(group => group.Length == 3) ? string.Concat(groups) : null;
    }

    private static long? Of(string units, string fraction, string currency)
    {
        var digits = DigitsOf(currency);
        if (!fraction.All(char.IsAsciiDigit) || fraction.Skip(digits).Any(c => c != '0')) return null;
        var all = units + fraction[..Math.Min(digits, fraction.Length)].PadRight(digits, '0');
        return long.TryParse(all, NumberStyles.None, CultureInfo.InvariantCulture, out var amount) && amount <= Most ? amount : null;
    }
}
