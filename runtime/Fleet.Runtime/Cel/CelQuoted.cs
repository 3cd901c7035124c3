using System.Globalization;
using System.Text;

namespace Fleet.Runtime.Cel;

/// <summary>Reads what stands in quotes: a text, or bytes after <c>b</c>; after <c>r</c> a backslash is no escape.</summary>
internal sealed class CelQuoted(string text, int start, bool isRaw, bool isBytes)
{
    private readonly StringBuilder letters = new();
    private readonly List<byte> bytes = [];
    private int position;

    /// <summary>Reads it; <paramref name="at"/> is its first quote, and then what follows the last.</summary>
    public CelToken Read(ref int at)
    {
        position = at;
        var single = text[at].ToString();
        var fence = string.CompareOrdinal(text, at, single + single + single, 0, 3) == 0 ? single + single + single : single;
        position += fence.Length;
        while (string.CompareOrdinal(text, position, fence, 0, fence.Length) != 0)
        {
            if (position >= text.Length || (fence.Length == 1 && text[position] is '\n' or '\r'))
                throw new CelSyntaxException("a text that does not end", start);
            if (text[position] == '\\' && !isRaw)
                Escape();
            else
                letters.Append(text[position++]);
        }

        at = position + fence.Length;
        Flush();
        return new CelToken(CelTokenKind.Literal, text[start..at], isBytes ? bytes.ToArray() : letters.ToString(), start);
    }

    private void Escape()
    {
        var code = position + 1 < text.Length ? text[position + 1] : '\0';
        var (digits, style) = code switch
        {
            'x' or 'X' => (2, NumberStyles.AllowHexSpecifier),
            'u' => (4, NumberStyles.AllowHexSpecifier),
            'U' => (8, NumberStyles.AllowHexSpecifier),
            >= '0' and <= '3' => (3, NumberStyles.None),
            _ => (0, NumberStyles.None),
        };
        if (digits == 0)
            letters.Append(Plain(code));
        else
            Append(Point(position + (style == NumberStyles.None ? 1 : 2), digits, style), code);
        position += digits == 3 ? 4 : 2 + digits;
    }

    private int Point(int from, int digits, NumberStyles style)
    {
        var point = 0;
        var isWhole = from + digits <= text.Length;
        if (isWhole && style == NumberStyles.AllowHexSpecifier && int.TryParse(text.AsSpan(from, digits), style, CultureInfo.InvariantCulture, out point))
            return point;
        foreach (var digit in isWhole && digits == 3 ? text.AsSpan(from, digits) : "9")
            point = digit is >= '0' and <= '7' ? (point * 8) + digit - '0' : throw new CelSyntaxException("a broken escape", position);
        return point;
    }

    private void Append(int point, char code)
    {
        if (isBytes)
        {
            if (code is 'u' or 'U')
                throw new CelSyntaxException("bytes take no \\u", position);
            Flush();
            bytes.Add((byte)point);
        }
        else
        {
            letters.Append(Rune.IsValid(point) ? new Rune(point) : throw new CelSyntaxException("a broken escape", position));
        }
    }

    private char Plain(char code)
    {
        var plain = "abfnrtv\\'\"`?".IndexOf(code, StringComparison.Ordinal);
        return code != '\0' && plain >= 0 ? "\a\b\f\n\r\t\v\\'\"`?"[plain] : throw new CelSyntaxException($"unknown escape \\{code}", position);
    }

    // Of bytes, letters stand for their UTF-8.
    private void Flush()
    {
        if (!isBytes)
            return;
        bytes.AddRange(Encoding.UTF8.GetBytes(letters.ToString()));
        letters.Clear();
    }
}
