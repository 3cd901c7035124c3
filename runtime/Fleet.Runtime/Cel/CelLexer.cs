using System.Globalization;

namespace Fleet.Runtime.Cel;

internal enum CelTokenKind
{
    End,
    Name,
    Literal,
    Symbol,
}

/// <summary>A word of an expression. <c>Value</c> is that of a literal.</summary>
internal readonly record struct CelToken(CelTokenKind Kind, string Text, object? Value, int Position);

/// <summary>Cuts an expression into words.</summary>
internal ref struct CelLexer(string text)
{
    private static readonly string[] Symbols = ["&&", "||", "==", "!=", "<=", ">=", "<", ">", "!", "?", ":", "(", ")", "[", "]", "{", "}", ",", ".", "+", "-", "*", "/", "%"];
    private int position;

    public CelToken Next()
    {
        SkipBlanks();
        if (position >= text.Length)
            return new CelToken(CelTokenKind.End, "end of the expression", null, position);
        var start = position;
        var first = text[start];
        if (char.IsAsciiDigit(first) || (first == '.' && start + 1 < text.Length && char.IsAsciiDigit(text[start + 1])))
            return Number();
        if (Prefix(start) is { } prefix)
        {
            position += prefix.Length;
            return new CelQuoted(text, start, prefix.Contains('r', StringComparison.OrdinalIgnoreCase), prefix.Contains('b', StringComparison.OrdinalIgnoreCase)).Read(ref position);
        }

        if (char.IsAsciiLetter(first) || first == '_')
            return Word();
        foreach (var symbol in Symbols)
        {
            if (string.CompareOrdinal(text, start, symbol, 0, symbol.Length) == 0)
            {
                position += symbol.Length;
                return new CelToken(CelTokenKind.Symbol, symbol, null, start);
            }
        }

        throw new CelSyntaxException($"unexpected character '{first}'", start);
    }

    // What stands before quotes, at most one r and one b; null: no quotes follow.
    private readonly string? Prefix(int start)
    {
        var end = start;
        while (end < text.Length && end - start < 2 && text[end] is 'r' or 'R' or 'b' or 'B')
            end++;
        var prefix = text[start..end];
        var isOne = prefix.Length < 2 || !char.ToLowerInvariant(prefix[0]).Equals(char.ToLowerInvariant(prefix[1]));
        return isOne && end < text.Length && text[end] is '"' or '\'' ? prefix : null;
    }

    private void SkipBlanks()
    {
        while (position < text.Length)
        {
            if (char.IsWhiteSpace(text[position]))
                position++;
            else if (string.CompareOrdinal(text, position, "//", 0, 2) == 0)
                position = text.IndexOf('\n', position) is >= 0 and var end ? end : text.Length;
            else
                return;
        }
    }

    private CelToken Word()
    {
        var start = position;
        while (position < text.Length && (char.IsAsciiLetterOrDigit(text[position]) || text[position] == '_'))
            position++;
        return text[start..position] switch
        {
            "true" => new CelToken(CelTokenKind.Literal, "true", true, start),
            "false" => new CelToken(CelTokenKind.Literal, "false", false, start),
            "null" => new CelToken(CelTokenKind.Literal, "null", null, start),
            "in" => new CelToken(CelTokenKind.Symbol, "in", null, start),
            var name => new CelToken(CelTokenKind.Name, name, null, start),
        };
    }

    private CelToken Number()
    {
        var start = position;
        if (text.AsSpan(start).StartsWith("0x", StringComparison.OrdinalIgnoreCase))
        {
            position += 2;
            while (position < text.Length && char.IsAsciiHexDigit(text[position]))
                position++;
        }
        else
        {
            while (position < text.Length && (char.IsAsciiLetterOrDigit(text[position]) || text[position] == '.' || IsExponentSign()))
                position++;
        }

        var digits = text[start..position];
        if (position < text.Length && text[position] is 'u' or 'U')
        {
            position++;
            digits += "u";
        }

        return new CelToken(CelTokenKind.Literal, digits, NumberValue(digits, start), start);
    }

    private readonly bool IsExponentSign() => text[position] is '+' or '-' && text[position - 1] is 'e' or 'E';

    private static object NumberValue(string digits, int start)
    {
        var unsigned = digits[^1] is 'u' or 'U';
        var body = unsigned ? digits[..^1] : digits;
        var hex = body.StartsWith("0x", StringComparison.OrdinalIgnoreCase);
        var style = hex ? NumberStyles.AllowHexSpecifier : NumberStyles.None;
        var whole = hex ? body[2..] : body;
        if (ulong.TryParse(whole, style, CultureInfo.InvariantCulture, out var number) && (unsigned || number <= long.MaxValue))
            return unsigned ? number : (long)number;
        if (!unsigned && !hex && body.AsSpan().IndexOfAny('.', 'e', 'E') >= 0 && double.TryParse(body, NumberStyles.Float, CultureInfo.InvariantCulture, out var real))
            return real;
        throw new CelSyntaxException($"'{digits}' is no number", start);
    }
}
