using System.Globalization;
using System.Text;

namespace Fleet.Cli.Mailbox;

/// <summary>What a mail says: subject and the part to show (HTML before plain text), decoded.</summary>
/// <param name="Subject">Decoded subject; empty when there is none.</param>
/// <param name="Body">Text or HTML.</param>
/// <param name="IsHtml">Whether <paramref name="Body"/> is HTML.</param>
/// <param name="MessageId">What the sender calls the message; empty when it does not say.</param>
public sealed record MailContent(string Subject, string Body, bool IsHtml, string MessageId)
{
    private const int DeepestPart = 4;

    /// <summary>Reads the parts of RFC 5322 and MIME that notices use; what it does not understand it shows as it is.</summary>
    public static MailContent Parse(ReadOnlySpan<byte> data)
    {
        // Latin-1 keeps every byte as one character until the charset of a part is known.
        var text = Encoding.Latin1.GetString(data);
        var (headers, body) = Split(text);
        var (shown, html) = Part(headers, body, 0);
        return new MailContent(EncodedWords.Decode(Utf8(headers.GetValueOrDefault("subject", ""))), shown, html, headers.GetValueOrDefault("message-id", ""));
    }

    private static (string Body, bool IsHtml) Part(Dictionary<string, string> headers, string body, int depth)
    {
        var type = headers.GetValueOrDefault("content-type", "text/plain");
        if (type.StartsWith("multipart/", StringComparison.OrdinalIgnoreCase) && Parameter(type, "boundary") is { } boundary && depth < DeepestPart)
        {
            var parts = body.Split("--" + boundary).Skip(1).Where(p => !p.StartsWith("--", StringComparison.Ordinal)).Select(p =>
            {
                var (partHeaders, partBody) = Split(p.TrimStart('\r', '\n'));
                return Part(partHeaders, partBody, depth + 1);
            }).ToList();
            return parts.Find(p => p.IsHtml) is { Body: not null } best ? best : parts.FirstOrDefault((Body: "", IsHtml: false));
        }

        return (Decode(headers, body, type), type.StartsWith("text/html", StringComparison.OrdinalIgnoreCase));
    }

    private static string Decode(Dictionary<string, string> headers, string body, string type)
    {
        var bytes = headers.GetValueOrDefault("content-transfer-encoding", "").Trim().ToLowerInvariant() switch
        {
            "base64" => Base64(body),
            "quoted-printable" => QuotedPrintable.Decode(body),
            _ => Encoding.Latin1.GetBytes(body),
        };
        var charset = Parameter(type, "charset") ?? "utf-8";
        return string.Equals(charset, "iso-8859-1", StringComparison.OrdinalIgnoreCase) ? Encoding.Latin1.GetString(bytes) : Encoding.UTF8.GetString(bytes);
    }

    private static byte[] Base64(string body)
    {
        var compact = string.Concat(body.Where(c => !char.IsWhiteSpace(c)));
        var buffer = new byte[compact.Length];
        return Convert.TryFromBase64String(compact, buffer, out var written) ? buffer[..written] : Encoding.Latin1.GetBytes(body);
    }

    private static (Dictionary<string, string> Headers, string Body) Split(string text)
    {
        var end = text.StartsWith("\r\n", StringComparison.Ordinal) ? 0 : text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        var head = end < 0 ? text : text[..end];
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        var unfolded = head.Replace("\r\n ", " ", StringComparison.Ordinal).Replace("\r\n\t", " ", StringComparison.Ordinal);
        foreach (var line in unfolded.Split("\r\n"))
        {
            if (line.IndexOf(':', StringComparison.Ordinal) is > 0 and var colon)
                headers.TryAdd(line[..colon].Trim(), line[(colon + 1)..].Trim());
        }

        return (headers, end < 0 ? "" : text[(end + (end == 0 ? 2 : 4))..]);
    }

    private static string? Parameter(string header, string name)
    {
        foreach (var part in header.Split(';').Skip(1))
        {
            var pair = part.Split('=', 2);
            if (pair.Length == 2 && string.Equals(pair[0].Trim(), name, StringComparison.OrdinalIgnoreCase))
                return pair[1].Trim().Trim('"');
        }

        return null;
    }

    private static string Utf8(string latin1) => Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(latin1));
}

/// <summary>The quoted-printable encoding of RFC 2045.</summary>
internal static class QuotedPrintable
{
    public static byte[] Decode(string text)
    {
        var bytes = new List<byte>(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '=' && text.AsSpan(i + 1).StartsWith("\r\n"))
                i += 2;
            else if (text[i] == '=' && i + 2 < text.Length && byte.TryParse(text.AsSpan(i + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value))
                (bytes, i) = (Add(bytes, value), i + 2);
            else
                bytes.Add((byte)text[i]);
        }

        return [.. bytes];
    }

    private static List<byte> Add(List<byte> bytes, byte value)
    {
        bytes.Add(value);
        return bytes;
    }
}
