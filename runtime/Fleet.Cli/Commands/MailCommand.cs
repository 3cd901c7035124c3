using System.CommandLine;
using System.Net;
using System.Text.RegularExpressions;
using Fleet.Cli.Hosting;
using Fleet.Cli.Mailbox;

namespace Fleet.Cli.Commands;

/// <summary><c>fleet mail [number]</c>: the local mailbox, whether something runs or not.</summary>
internal static partial class MailCommand
{
    private static readonly Argument<long?> Number = new("number") { Description = "Number of the mail to show", Arity = ArgumentArity.ZeroOrOne };
    private static readonly Option<int> Last = new("--last", "-n") { Description = "How many of the newest mails to list", DefaultValueFactory = _ => 20 };
    private static readonly Option<bool> Raw = new("--raw") { Description = "Show the mail as it came" };
    private static readonly Option<string?> Data = DataOption.Create();

    public static Command Create(TimeProvider time)
    {
        var command = new Command("mail", "List the mails that were sent, or show one.") { Number, Last, Raw, Data };
        command.SetAction(parsed =>
        {
            var mailbox = MailStore.Look(DataDirectory.MailboxIn(DataOption.Of(parsed, Data)), time);
            return parsed.GetValue(Number) is { } number ? Show(mailbox, number, parsed.GetValue(Raw)) : List(mailbox, parsed.GetValue(Last));
        });
        return command;
    }

    private static int List(MailStore mailbox, int last)
    {
        foreach (var mail in mailbox.List(after: Math.Max(0, mailbox.Count - last)))
        {
            var to = string.Join(", ", mailbox.Find(mail.Number)!.Recipients);
            Console.WriteLine(FormattableString.Invariant($"{mail.Number,6}  {mail.AcceptedAt:yyyy-MM-dd HH:mm:ss}Z  {to,-36}  {Clean(mail.Subject)}"));
        }

        Console.WriteLine($"{mailbox.Count} mails. `fleet mail NUMBER` shows one.");
        return 0;
    }

    private static int Show(MailStore mailbox, long number, bool raw)
    {
        if (mailbox.Find(number) is not { } mail)
            throw new CommandFailedException($"There is no mail {number}; the mailbox has {mailbox.Count}.");
        var content = MailContent.Parse(mail.Data);
        if (raw)
        {
            Console.WriteLine(Clean(System.Text.Encoding.UTF8.GetString(mail.Data)));
            return 0;
        }

        Console.WriteLine($"From:    {Clean(mail.From)}\nTo:      {Clean(string.Join(", ", mail.Recipients))}\nSubject: {Clean(content.Subject)}\n");
        Console.WriteLine(Clean(content.IsHtml ? ToText(content.Body) : content.Body).Trim());
        return 0;
    }

    private static string ToText(string html)
    {
        var blocks = Blocks().Replace(Hidden().Replace(html, ""), "\n");
        var lines = WebUtility.HtmlDecode(Tags().Replace(blocks, " ")).Split('\n').Select(line => Spaces().Replace(line, " ").Trim());
        return EmptyLines().Replace(string.Join('\n', lines), "\n\n");
    }

    // A mail must not steer the terminal.
    private static string Clean(string text) => string.Concat(text.Where(c => !char.IsControl(c) || c is '\n' or '\t'));

    [GeneratedRegex("<(?<tag>style|script|head)[^>]*>.*?</\\k<tag>>", RegexOptions.IgnoreCase | RegexOptions.Singleline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Hidden();

    [GeneratedRegex("</?(p|div|tr|table|h[1-6]|li|ul|ol|br|hr)[^>]*>", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Blocks();

    [GeneratedRegex("<[^>]+>", RegexOptions.None, 1000)]
    private static partial Regex Tags();

    [GeneratedRegex("\\s+", RegexOptions.None, 1000)]
    private static partial Regex Spaces();

    [GeneratedRegex("\n{3,}", RegexOptions.None, 1000)]
    private static partial Regex EmptyLines();
}
