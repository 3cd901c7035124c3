namespace Fleet.Notification.Templates.Reading;

/// <summary>Cuts a template into text and tags. Takes the part of Handlebars that cannot write a value without encoding it.</summary>
public static class TagReader
{
    /// <summary>The pieces in order, comments left out.</summary>
    public static IReadOnlyList<Tag> Read(string source)
    {
        var pieces = new List<Tag>();
        var line = 1;
        for (var at = 0; at < source.Length;)
        {
            var open = source.IndexOf("{{", at, StringComparison.Ordinal);
            var literal = source[at..(open < 0 ? source.Length : open)];
            if (literal.Length > 0) pieces.Add(new Tag(TagKind.Literal, [literal], line));
            line += literal.Count(letter => letter == '\n');
            if (open < 0) break;
            if (literal.EndsWith('\\')) pieces.Add(Wrong("A backslash before a tag is not supported.", line));
            var (tag, end) = Tag(source, open, line);
            if (tag is not null) pieces.Add(tag);
            line += source[open..end].Count(letter => letter == '\n');
            at = end;
        }

        return pieces;
    }

    private static (Tag? Tag, int End) Tag(string source, int open, int line)
    {
        var inner = source.AsSpan(open + 2).TrimStart('~');
        if (inner.StartsWith("{") || inner.StartsWith("&"))
            return (Wrong("A value is always encoded: write it with two braces.", line), Past(source, open, "}}"));
        if (inner.StartsWith("!--")) return source.IndexOf("--}}", open, StringComparison.Ordinal) is var dashes and >= 0 ? (null, dashes + 4) : Unclosed(source, line);
        var close = source.IndexOf("}}", open, StringComparison.Ordinal);
        if (close < 0) return Unclosed(source, line);
        var text = source[(open + 2)..close].Trim('~').Trim();
        return (text.StartsWith('!') ? null : Named(text, line), close + 2);
    }

    private static Tag Named(string text, int line) => text switch
    {
        "else" or "^" => new Tag(TagKind.Else, [], line),
        _ when text.StartsWith("#>", StringComparison.Ordinal) => new Tag(TagKind.OpenPartial, Words(text[2..]), line),
        ['#', .. var rest] => new Tag(TagKind.Open, Words(rest), line),
        ['/', .. var rest] => new Tag(TagKind.Close, Words(rest), line),
        ['>', .. var rest] => new Tag(TagKind.Partial, Words(rest), line),
        ['^', ..] => Wrong("Write {{#unless field}}.", line),
        _ when text.StartsWith("else ", StringComparison.Ordinal) => Wrong("{{else}} stands alone.", line),
        _ => new Tag(TagKind.Value, Words(text), line),
    };

    private static string[] Words(string text) => text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static (Tag Tag, int End) Unclosed(string source, int line) => (Wrong("A tag is not closed.", line), source.Length);

    private static int Past(string source, int from, string end)
    {
        var found = source.IndexOf(end, from, StringComparison.Ordinal);
        if (found < 0) return source.Length;
        found += end.Length;
        while (found < source.Length && source[found] == '}') found++;
        return found;
    }

    private static Tag Wrong(string why, int line) => new(TagKind.Wrong, [why], line);
}
