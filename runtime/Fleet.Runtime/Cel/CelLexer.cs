using System.Globalization;
using System.Text;

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
        if (first is '"' or '\'')
            return Quoted(isRaw: false);
        if (first is 'r' or 'R' && start + 1 < text.Length && text[start + 1] is '"' or '\'')
        {
            position++;
            return Quoted(isRaw: true);
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

    private CelToken Quoted(bool isRaw)
    {
        var start = position;
        var single = text[start].ToString();
        var fence = string.CompareOrdinal(text, start, single + single + single, 0, 3) == 0 ? single + single + single : single;
        position += fence.Length;
        var value = new StringBuilder();
        while (string.CompareOrdinal(text, position, fence, 0, fence.Length) != 0)
        {
            if (position >= text.Length || (fence.Length == 1 && text[position] is '\n' or '\r'))
                throw new CelSyntaxException("a text that does not end", start);
            if (text[position] == '\\' && !isRaw)
                Escape(value);
            else
                value.Append(text[position++]);
        }

        position += fence.Length;
        return new CelToken(CelTokenKind.Literal, text[start..position], value.ToString(), start);
    }

    private void Escape(StringBuilder value)
    {
        var start = position;
        var code = position + 1 < text.Length ? text[position + 1] : '\0';
        position += 2;
        var digits = code switch { 'x' or 'X' => 2, 'u' => 4, 'U' => 8, _ => 0 };
        if (digits > 0)
        {
            if (position + digits > text.Length || !int.TryParse(text.AsSpan(position, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var point) || !Rune.IsValid(point))
                throw new CelSyntaxException("a broken escape", start);
            position += digits;
            value.Append(new Rune(point));
            return;
        }

        var plain = "abfnrtv\\'\"`?".IndexOf(code, StringComparison.Ordinal);
        if (code == '\0' || plain < 0)
            throw new CelSyntaxException($"unknown escape \\{code}", start);
        value.Append("\a\b\f\n\r\t\v\\'\"`?"[plain]);
    }
}
