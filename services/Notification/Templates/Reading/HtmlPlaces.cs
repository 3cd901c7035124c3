using System.Text.RegularExpressions;

namespace Fleet.Notification.Templates.Reading;

/// <summary>Follows where in an HTML text one is, to say whether an encoded value is harmless there: between tags and in quoted attributes it is.</summary>
internal sealed partial class HtmlPlaces
{
    private static readonly string[] Raw = ["script", "style", "textarea", "title", "iframe", "xmp", "noscript"];
    private static readonly string[] Links = ["href", "src", "action", "formaction", "cite", "background", "poster", "data", "srcset", "xlink:href"];
    private string? rawElement;
    private string tag = "";
    private string attribute = "";
    private bool atStart;
    private char quote;
    private bool isInTag;
    private bool isInComment;

    /// <summary>Passes text of the template.</summary>
    public void Pass(string literal)
    {
        for (var at = 0; at < literal.Length; at++)
        {
            var letter = literal[at];
            if (isInComment) at = EndOfComment(literal, at);
            else if (quote != '\0') InQuotes(letter);
            else if (isInTag) InTag(letter);
            else if (letter == '<') at = Begin(literal, at);
        }
    }

    /// <summary>Why a value must not stand here; null: it may. The place counts as text of the page from then on.</summary>
    public string? Objection(string field)
    {
        var isUrl = field.EndsWith("Url", StringComparison.Ordinal);
        var begins = atStart;
        atStart = false;
        if (rawElement is not null and not ("title" or "textarea")) return $"A value must not stand in <{rawElement}>.";
        if (isInComment) return "A value must not stand in a comment.";
        if (!isInTag) return null;
        if (quote == '\0') return "A value in a tag stands in a quoted attribute.";
        if (attribute.StartsWith("on", StringComparison.Ordinal) || attribute is "style" or "srcdoc") return $"A value must not stand in the attribute {attribute}.";
        return Links.Contains(attribute, StringComparer.Ordinal) && begins && !isUrl ? $"The attribute {attribute} begins with an address of its own, or a field whose name ends in Url." : null;
    }

    private int Begin(string text, int at)
    {
        if (text.AsSpan(at).StartsWith("<!--"))
        {
            isInComment = true;
            return at + 3;
        }

        if (rawElement is not null && !text.AsSpan(at).StartsWith("</" + rawElement, StringComparison.OrdinalIgnoreCase)) return at;
        // Where a name could stand and none does, a browser sees text; a value right after it could make it a tag.
        isInTag = at + 1 == text.Length || char.IsAsciiLetter(text[at + 1]) || text[at + 1] is '/' or '!' or '?';
        (tag, attribute) = ("", "");
        return at;
    }

    private int EndOfComment(string text, int at)
    {
        var end = text.IndexOf("-->", at, StringComparison.Ordinal);
        isInComment = end < 0;
        return end < 0 ? text.Length : end + 2;
    }

    private void InQuotes(char letter)
    {
        atStart = false;
        if (letter != quote) return;
        quote = '\0';
        tag += "\"\"";
    }

    private void InTag(char letter)
    {
        if (letter == '>')
        {
            isInTag = false;
            var name = Name().Match(tag).Value.ToLowerInvariant();
            rawElement = rawElement is null && Raw.Contains(name, StringComparer.Ordinal) ? name : null;
        }
        else if (letter is '"' or '\'' && tag.TrimEnd().EndsWith('='))
        {
            (quote, atStart) = (letter, true);
            attribute = LastAttribute().Match(tag).Groups["name"].Value.ToLowerInvariant();
        }
        else
        {
            tag += letter;
        }
    }

    [GeneratedRegex(@"^[^\s/>]+", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 100)]
    private static partial Regex Name();

    [GeneratedRegex(@"(?<name>[^\s""'=/]+)\s*=\s*$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 100)]
    private static partial Regex LastAttribute();
}
