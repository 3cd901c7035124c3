using System.Text.RegularExpressions;
using Fleet.Cli.Mailbox;
using Fleet.Simulator.Journal;

namespace Fleet.Cli.Up;

/// <summary>
/// Which fines the mails in the mailbox are about, and how long the first mail of each took from the passage. A fine has many mails in its life, each
/// a message of its own.
/// </summary>
internal sealed partial class MailedFines(MailStore mailbox, JourneyJournal? journal)
{
    private readonly HashSet<string> fines = new(StringComparer.Ordinal);
    private readonly HashSet<(string FineId, string Message)> messages = [];
    private readonly List<(string ViolationId, DateTimeOffset AcceptedAt)> unmeasured = [];
    private readonly List<double> milliseconds = [];
    private long seen;

    /// <summary>Ids of the fines that have a mail.</summary>
    public IReadOnlySet<string> Fines => fines;

    /// <summary>How many mails were another mail of the same message.</summary>
    public int Duplicates { get; private set; }

    /// <summary>Looks at the mails that came since the last call.</summary>
    public void Update()
    {
        foreach (var mail in mailbox.List(after: seen))
        {
            seen = mail.Number;
            if (FineId().Match(mail.Subject) is not { Success: true } match)
                continue;
            if (!messages.Add((match.Value, mail.MessageId.Length > 0 ? mail.MessageId : mail.Subject)))
                Duplicates++;
            if (fines.Add(match.Value))
                unmeasured.Add(("vio_" + match.Value[4..], mail.AcceptedAt));
        }

        unmeasured.RemoveAll(Measured);
    }

    /// <summary>A percentile of the time from passage to mail, over the last <paramref name="window"/> mails; null without any.</summary>
    public double? Percentile(double share, int window = int.MaxValue)
    {
        var last = milliseconds.Skip(Math.Max(0, milliseconds.Count - window)).Order().ToList();
        return last.Count == 0 ? null : last[Math.Min(last.Count - 1, (int)Math.Ceiling(share * last.Count) - 1)];
    }

    // A mail can be here before the camera heard that its passage was taken.
    private bool Measured((string ViolationId, DateTimeOffset AcceptedAt) mail)
    {
        if (journal?.SendingOf(mail.ViolationId) is not { } sending)
            return true;
        if (!sending.Acknowledged)
            return false;
        if (sending.At is { } sentAt)
            milliseconds.Add((mail.AcceptedAt - sentAt).TotalMilliseconds);
        return true;
    }

    [GeneratedRegex("fin_[0-9a-z]{26}", RegexOptions.None, 1000)]
    private static partial Regex FineId();
}
