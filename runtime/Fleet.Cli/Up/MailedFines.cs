using System.Text.RegularExpressions;
using Fleet.Cli.Mailbox;
using Fleet.Simulator.Journal;

namespace Fleet.Cli.Up;

/// <summary>Which fines the mails in the mailbox are about, and how long each took from the passage to the mail.</summary>
internal sealed partial class MailedFines(MailStore mailbox, JourneyJournal? journal)
{
    private readonly Dictionary<string, int> mails = new(StringComparer.Ordinal);
    private readonly List<(string ViolationId, DateTimeOffset AcceptedAt)> unmeasured = [];
    private readonly List<double> milliseconds = [];
    private long seen;

    /// <summary>Number of different mails by fine id.</summary>
    public IReadOnlyDictionary<string, int> ByFine => mails;

    /// <summary>Looks at the mails that came since the last call.</summary>
    public void Update()
    {
        foreach (var mail in mailbox.List(after: seen))
        {
            seen = mail.Number;
            if (FineId().Match(mail.Subject) is not { Success: true } match)
                continue;
            mails[match.Value] = mails.GetValueOrDefault(match.Value) + 1;
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
