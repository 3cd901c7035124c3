namespace Fleet.FineCollection.Book.Journal;

/// <summary>The end of a shard as its actor keeps it in memory: what the next batch is appended to.</summary>
internal sealed class JournalTail(JournalHead head, JournalPage page)
{
    /// <summary>Postings of a full page.</summary>
    public const int PageSize = 150;

    private readonly List<JournalPosting> postings = [.. page.Postings];
    private readonly Dictionary<string, AccountTotal> totals = new(head.Totals, StringComparer.Ordinal);
    private IReadOnlyDictionary<string, AccountTotal> opening = page.Opening;

    public long Count { get; private set; } = head.Count;

    public long Problems { get; set; } = head.Problems;

    public DateTimeOffset BookedAt { get; private set; } = head.BookedAt;

    public IReadOnlyDictionary<string, AccountTotal> Totals => totals;

    public bool IsPageFull => postings.Count == PageSize;

    public long PageNumber => Count == 0 ? 0 : PageOf(Count - 1);

    public JournalHead Head => new(Count, new Dictionary<string, AccountTotal>(totals, StringComparer.Ordinal), Problems, BookedAt);

    public JournalPage Page => new(opening, [.. postings]);

    public static long PageOf(long position) => position / PageSize;

    public void Append(JournalPosting posting)
    {
        if (IsPageFull)
        {
            postings.Clear();
            opening = new Dictionary<string, AccountTotal>(totals, StringComparer.Ordinal);
        }

        var key = AccountTotals.Key(posting.Account, posting.Currency);
        totals[key] = totals.GetValueOrDefault(key, AccountTotal.Zero).With(posting.MinorUnits);
        postings.Add(posting);
        Count++;
        BookedAt = posting.BookedAt;
    }
}
