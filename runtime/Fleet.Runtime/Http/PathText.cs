using System.Buffers;
using System.Text;

namespace Fleet.Runtime.Http;

/// <summary>Text in a path that the sidecar calls.</summary>
public static class PathText
{
    private static readonly SearchValues<char> Plain =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.~$&+,/:;=@");

    private static readonly SearchValues<char> Visible = SearchValues.Create([.. Enumerable.Range('!', '~' - '!' + 1).Select(code => (char)code)]);

    /// <summary>Percent-escapes what may not stand in a path as it is; slashes stay.</summary>
    public static string Escape(string text) => Escape(text, Plain);

    /// <summary>Percent-escapes what would break a request line: spaces, line breaks, control characters, letters beyond ASCII.</summary>
    public static string Bare(string pathAndQuery) => Escape(pathAndQuery, Visible);

    private static string Escape(string text, SearchValues<char> kept)
    {
        var odd = text.AsSpan().IndexOfAnyExcept(kept);
        if (odd < 0)
            return text;
        var escaped = new StringBuilder(text.Length + 16);
        Span<byte> bytes = stackalloc byte[4];
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.IsBmp && kept.Contains((char)rune.Value))
            {
                escaped.Append((char)rune.Value);
                continue;
            }

            foreach (var one in bytes[..rune.EncodeToUtf8(bytes)])
                escaped.Append('%').Append(one.ToString("X2", System.Globalization.CultureInfo.InvariantCulture));
        }

        return escaped.ToString();
    }
}
