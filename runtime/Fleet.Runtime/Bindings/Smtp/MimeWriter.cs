using System.Globalization;
using System.Text;

namespace Fleet.Runtime.Bindings.Smtp;

/// <summary>Writes a mail as it goes over the wire after <c>DATA</c>: headers, body, dots doubled, the closing dot.</summary>
internal static class MimeWriter
{
    // Quoted-printable text never holds "=_", so no part can hold the boundary.
    private const string Boundary = "=_alternative";

    /// <summary>The bytes of a mail. All ASCII, so that any server takes it.</summary>
    public static byte[] Write(SmtpMessage message)
    {
        var text = new StringBuilder(message.Html.Length + (message.Text?.Length ?? 0) + 1024);
        Header(text, "Mime-Version", "1.0");
        Header(text, "Date", message.Date.ToString("ddd, dd MMM yyyy HH:mm:ss ", CultureInfo.InvariantCulture) + message.Date.ToString("zzz", CultureInfo.InvariantCulture).Replace(":", "", StringComparison.Ordinal));
        Header(text, "Message-ID", $"<{message.Id}@{message.From.Mailbox[(message.From.Mailbox.LastIndexOf('@') + 1)..]}>");
        Header(text, "From", message.From.ToString());
        Header(text, "To", Addresses(message.To));
        if (message.Cc.Count > 0)
            Header(text, "Cc", Addresses(message.Cc));
        Header(text, "Subject", HeaderText.Unstructured(message.Subject));
        Header(text, "X-Priority", message.Priority.ToString(CultureInfo.InvariantCulture));
        if (message.AutoSubmitted is { } automatic)
            Header(text, "Auto-Submitted", automatic);
        var body = text.Length;
        if (message.Text is { } plain)
            Alternatives(text, plain, message.Html);
        else
            Part(text, "text/html", message.Html);
        // Only body lines can begin with a dot: a header begins with its name, a folded line with a space.
        text.Replace("\r\n.", "\r\n..", body - 2, text.Length - body + 2);
        text.Append(".\r\n");
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    // The richest form comes last; a reader shows the last that it can.
    private static void Alternatives(StringBuilder text, string plain, string html)
    {
        Header(text, "Content-Type", $"multipart/alternative; boundary=\"{Boundary}\"");
        text.Append("\r\n--").Append(Boundary).Append("\r\n");
        Part(text, "text/plain", plain);
        text.Append("--").Append(Boundary).Append("\r\n");
        Part(text, "text/html", html);
        text.Append("--").Append(Boundary).Append("--\r\n");
    }

    private static void Part(StringBuilder text, string type, string content)
    {
        Header(text, "Content-Type", type + "; charset=UTF-8");
        Header(text, "Content-Transfer-Encoding", "quoted-printable");
        text.Append("\r\n");
        QuotedPrintable.Append(text, content);
    }

    private static string Addresses(IEnumerable<MailAddress> addresses) => string.Join(",\r\n ", addresses);

    private static void Header(StringBuilder text, string name, string value) => text.Append(name).Append(": ").Append(value).Append("\r\n");
}
