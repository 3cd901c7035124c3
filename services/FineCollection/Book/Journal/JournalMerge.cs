namespace Fleet.FineCollection.Book.Journal;

/// <summary>One list out of all shards, by the instant of booking; postings of an entry stay together.</summary>
internal sealed class JournalMerge(IReadOnlyList<JournalSource> sources, bool isAscending)
{
    /// <summary>The sources.</summary>
    public IReadOnlyList<JournalSource> Sources => sources;

    /// <summary>The next posting; null at the end.</summary>
    public async Task<PlacedPosting?> Peek(CancellationToken cancellation) => (await Source(cancellation))?.Next;

    /// <summary>Takes the next posting; null at the end.</summary>
    public async Task<PlacedPosting?> Take(CancellationToken cancellation) => (await Source(cancellation))?.Take();

    // Of equal instants the first shard is taken to its end, so that no entry is torn apart.
    private async Task<JournalSource?> Source(CancellationToken cancellation)
    {
        await Task.WhenAll(sources.Select(source => source.Fill(cancellation)));
        var left = sources.Where(source => source.Next is not null);
        return isAscending ? left.MinBy(source => source.Next!.Posting.BookedAt) : left.MaxBy(source => source.Next!.Posting.BookedAt);
    }
}
