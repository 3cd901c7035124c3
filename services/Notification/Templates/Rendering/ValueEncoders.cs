using System.Text;
using HandlebarsDotNet;

namespace Fleet.Notification.Templates.Rendering;

/// <summary>Encodes values for HTML: nothing in them is markup, and the page stays ASCII.</summary>
internal sealed class HtmlValues : ITextEncoder
{
    private static readonly System.Text.Encodings.Web.HtmlEncoder Encoder = System.Text.Encodings.Web.HtmlEncoder.Default;

    public void Encode(StringBuilder? text, TextWriter target) => Encode(text?.ToString(), target);

    public void Encode(string? text, TextWriter target) => Encoder.Encode(target, text ?? "");

    public void Encode<T>(T? text, TextWriter target)
        where T : IEnumerator<char> => Encode(Letters.Of(text), target);
}

/// <summary>Writes values for plain text as they are.</summary>
internal sealed class PlainValues : ITextEncoder
{
    public void Encode(StringBuilder? text, TextWriter target) => target.Write(text);

    public void Encode(string? text, TextWriter target) => target.Write(text);

    public void Encode<T>(T? text, TextWriter target)
        where T : IEnumerator<char> => target.Write(Letters.Of(text));
}

internal static class Letters
{
    public static string Of<T>(T? letters)
        where T : IEnumerator<char>
    {
        var text = new StringBuilder();
        while (letters is not null && letters.MoveNext()) text.Append(letters.Current);
        return text.ToString();
    }
}
