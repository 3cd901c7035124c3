namespace Fleet.FineCollection.Book.Journal;

/// <summary>
/// The subjects that were booked since an instant. A subject that was born after it and is not among them has nothing in the journal, and no look
/// into the store is needed: that is every new fine. Only this spares the look; the places in the store decide.
/// </summary>
internal sealed class JournalMemory(DateTimeOffset since, bool isWhole)
{
    private const int Most = 20_000;

    // The clock that told of the birth may be another machine's.
    private static readonly TimeSpan ClockDifference = TimeSpan.FromSeconds(10);

    private readonly HashSet<string> subjects = new(StringComparer.Ordinal);
    private DateTimeOffset since = since;
    private bool isWhole = isWhole;

    /// <summary>Whether nothing of <paramref name="entry"/>'s subject can have been booked.</summary>
    public bool IsSurelyNew(BookEntry entry) =>
        !subjects.Contains(entry.Subject) && (isWhole || entry.BornAt is { } born && born > since + ClockDifference);

    /// <summary>Remembers a subject; when there are too many, all others are forgotten.</summary>
    public void Add(string subject, DateTimeOffset now)
    {
        if (subjects.Count == Most)
        {
            subjects.Clear();
            (since, isWhole) = (now, false);
        }

        subjects.Add(subject);
    }
}
