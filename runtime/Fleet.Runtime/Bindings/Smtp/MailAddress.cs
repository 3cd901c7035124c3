using System.Globalization;
using System.Text;
using Fleet.Runtime.Components;
using Parser = System.Net.Mail.MailAddress;

namespace Fleet.Runtime.Bindings.Smtp;

/// <summary>An address, with the name that a reader sees.</summary>
/// <param name="Name">Display name; may be empty.</param>
/// <param name="Mailbox">What SMTP delivers to, its domain in ASCII.</param>
public sealed record MailAddress(string Name, string Mailbox)
{
    private static readonly IdnMapping Idn = new();

    /// <summary>Reads addresses separated by semicolons, each <c>a@b.example</c> or <c>Name &lt;a@b.example&gt;</c>.</summary>
    /// <exception cref="ComponentException">One of them is no address.</exception>
    public static IReadOnlyList<MailAddress> ParseList(string? text) =>
        [.. (text ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(Parse)];

    /// <summary>Reads one address.</summary>
    /// <exception cref="ComponentException">It is none.</exception>
    public static MailAddress Parse(string text)
    {
        if (text.Any(char.IsControl) || !Parser.TryCreate(text, out var parsed))
            throw new ComponentException($"'{Printable(text)}' is no mail address");
        try
        {
            return new MailAddress(parsed.DisplayName, $"{parsed.User}@{Idn.GetAscii(parsed.Host)}");
        }
        catch (ArgumentException bad)
        {
            throw new ComponentException($"'{text}' is no mail address: {bad.Message}", bad);
        }
    }

    /// <summary>As a header shows it.</summary>
    public override string ToString() => Name.Length == 0 ? Mailbox : $"{HeaderText.Phrase(Name)} <{Mailbox}>";

    private static string Printable(string text) => new StringBuilder().AppendJoin("", text.Select(letter => char.IsControl(letter) ? ' ' : letter)).ToString();
}
