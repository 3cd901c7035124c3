using System.Text.RegularExpressions;

namespace Fleet.Notification.Channels.Components;

/// <summary>What the failure of an output binding says. Its text may hold personal data: only codes leave this class.</summary>
public static partial class BindingFailure
{
    /// <summary>Whether the sidecar has no such component.</summary>
    public static bool IsAbsent(Exception failure) => Texts(failure).Any(text => text.Contains("couldn't find output binding", StringComparison.OrdinalIgnoreCase));

    /// <summary>
    /// The reply by which a mail server refused this recipient or this mail for good, e.g. <c>550 5.1.1</c>; null when a repetition may help. A
    /// mailbox that is full (<c>5.2.2</c>), a login and a sender that are refused are no such refusal.
    /// </summary>
    public static string? MailRefusal(Exception failure)
    {
        var reply = Texts(failure).Select(text => SmtpReply().Match(text)).FirstOrDefault(match => match.Success);
        if (reply is null) return null;
        var (code, enhanced) = (reply.Groups["code"].Value, reply.Groups["enhanced"].Value);
        if (code is not ("521" or "550" or "551" or "552" or "553" or "554" or "556") || enhanced == "5.2.2") return null;
        return enhanced.Length == 0 ? code : code + " " + enhanced;
    }

    /// <summary>The status by which an HTTP server refused this message for good: 400, 410 or 422; null when a repetition may help.</summary>
    public static string? HttpRefusal(Exception failure)
    {
        var status = Texts(failure).Select(text => HttpStatus().Match(text)).FirstOrDefault(match => match.Success)?.Groups["status"].Value;
        return status is "400" or "410" or "422" ? "HTTP " + status : null;
    }

    private static IEnumerable<string> Texts(Exception failure)
    {
        for (var cause = failure; cause is not null; cause = cause.InnerException) yield return cause.Message;
    }

    // As the embedded runtime words it, and as daprd's mail library does, which does not say at which step the server refused.
    [GeneratedRegex(@"(?:answered (?:RCPT|the mail) with|could not send email \d+): (?<code>5\d\d)(?:[ -](?<enhanced>5\.\d{1,3}\.\d{1,3})(?!\d))?", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 100)]
    private static partial Regex SmtpReply();

    [GeneratedRegex(@"received status code '(?<status>\d{3})'", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 100)]
    private static partial Regex HttpStatus();
}
