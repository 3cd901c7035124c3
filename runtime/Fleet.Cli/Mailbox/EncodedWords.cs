using System.Text;
using System.Text.RegularExpressions;

namespace Fleet.Cli.Mailbox;

/// <summary>Encoded words in headers (RFC 2047), e.g. <c>=?UTF-8?q?B=C3=BCrger?=</c>.</summary>
internal static partial class EncodedWords
{
    public static string Decode(string header) => header.Contains("=?", StringComparison.Ordinal)
        ? Word().Replace(BetweenWords().Replace(header, "?==?"), match => Decode(match) ?? match.Value)
        : header;

    private static string? Decode(Match match)
    {
        var text = match.Groups["text"].Value;
        var latin1 = match.Groups["charset"].Value.Equals("iso-8859-1", StringComparison.OrdinalIgnoreCase);
        var encoding = latin1 ? Encoding.Latin1 : Encoding.UTF8;
        if (match.Groups["form"].Value is "q" or "Q")
            return encoding.GetString(QuotedPrintable.Decode(text.Replace('_', ' ')));
        var buffer = new byte[text.Length];
        return Convert.TryFromBase64String(text, buffer, out var written) ? encoding.GetString(buffer, 0, written) : null;
    }

    [GeneratedRegex(@"=\?(?<charset>[^?\s]+)\?(?<form>[qQbB])\?(?<text>[^?\s]*)\?=", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Word();

    // White space between two encoded words is not part of the text.
    [GeneratedRegex(@"\?=\s+=\?", RegexOptions.None, 1000)]
    private static partial Regex BetweenWords();
}
