using System.Globalization;
using System.Text;

namespace Fleet.Runtime.Bindings.Smtp;

/// <summary>Writes a mail as it goes over the wire after <c>DATA</c>: headers, body, dots doubled, the closing dot.</summary>
internal static class MimeWriter
{
    /// <summary>The bytes of a mail. All ASCII, so that any server takes it.</summary>
    public static byte[] Write(SmtpMessage message)
    {
        var text = new StringBuilder(message.Html.Length + 512);
        Header(text, "Mime-Version", "1.0");
        Header(text, "Date", message.Date.ToString("ddd, dd MMM yyyy HH:mm:ss ", CultureInfo.InvariantCulture) + message.Date.ToString("zzz", CultureInfo.InvariantCulture).Replace(":", "", StringComparison.Ordinal));
        Header(text, "Message-ID", $"<{message.Id}@{message.From.Mailbox[(message.From.Mailbox.LastIndexOf('@') + 1)..]}>");
        Header(text, "From", message.From.ToString());
        Header(text, "To", Addresses(message.To));
        if (message.Cc.Count > 0)
            Header(text, "Cc", Addresses(message.Cc));
        Header(text, "Subject", HeaderText.Unstructured(message.Subject));
        Header(text, "X-Priority", message.Priority.ToString(CultureInfo.InvariantCulture));
        Header(text, "Content-Type", "text/html; charset=UTF-8");
        Header(text, "Content-Transfer-Encoding", "quoted-printable");
        text.Append("\r\n");
        var body = text.Length;
        QuotedPrintable.Append(text, message.Html);
        // Only body lines can begin with a dot: a header begins with its name, a folded line with a space.
        text.Replace("\r\n.", "\r\n..", body - 2, text.Length - body + 2);
        text.Append(".\r\n");
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static string Addresses(IEnumerable<MailAddress> addresses) => string.Join(",\r\n ", addresses);

    private static void Header(StringBuilder text, string name, string value) => text.Append(name).Append(": ").Append(value).Append("\r\n");
}
