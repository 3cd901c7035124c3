namespace Fleet.Runtime.Bindings.Smtp;

/// <summary>A mail: its envelope and what a reader sees.</summary>
/// <param name="From">Sender.</param>
/// <param name="To">Recipients.</param>
/// <param name="Cc">Recipients of a copy.</param>
/// <param name="Bcc">Recipients of a copy whom no header names.</param>
/// <param name="Subject">Subject.</param>
/// <param name="Priority">1 (highest) to 5.</param>
/// <param name="Html">Body.</param>
/// <param name="Text">The same as plain text; null: there is only HTML.</param>
/// <param name="Id">Part of the message id before the <c>@</c>.</param>
/// <param name="AutoSubmitted">That no person wrote it, as RFC 3834 has it; null: it does not say.</param>
/// <param name="Date">When it was written.</param>
public sealed record SmtpMessage(
    MailAddress From,
    IReadOnlyList<MailAddress> To,
    IReadOnlyList<MailAddress> Cc,
    IReadOnlyList<MailAddress> Bcc,
    string Subject,
    int Priority,
    string Html,
    string? Text,
    string Id,
    string? AutoSubmitted,
    DateTimeOffset Date)
{
    /// <summary>Everybody who gets it, each once.</summary>
    public IReadOnlyList<string> Recipients =>
        [.. To.Concat(Cc).Concat(Bcc).Select(recipient => recipient.Mailbox).Distinct(StringComparer.Ordinal)];
}
