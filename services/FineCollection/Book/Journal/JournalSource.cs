namespace Fleet.FineCollection.Book.Journal;

/// <summary>Reads one shard between two positions, some postings at a time, upwards or downwards.</summary>
/// <param name="journal">The journal.</param>
/// <param name="shard">Which shard.</param>
/// <param name="from">First position.</param>
/// <param name="until">Position after the last.</param>
/// <param name="isAscending">Oldest first.</param>
internal sealed class JournalSource(JournalClient journal, int shard, long from, long until, bool isAscending)
{
    private const int Chunk = 2 * JournalTail.PageSize;
    private readonly Queue<PlacedPosting> buffer = new();
    private long low = from;
    private long high = Math.Max(from, until);

    /// <summary>Downwards: postings before this position are still to come.</summary>
    public long Position { get; private set; } = Math.Max(from, until);

    /// <summary>The next posting; null when there is none.</summary>
    public PlacedPosting? Next => buffer.TryPeek(out var next) ? next : null;

    /// <summary>Makes sure that <see cref="Next"/> is there if anything is left.</summary>
    public async Task Fill(CancellationToken cancellation)
    {
        if (buffer.Count > 0 || low >= high) return;
        var size = (int)Math.Min(Chunk, high - low);
        var first = isAscending ? low : high - size;
        var placed = (await journal.Read(shard, first, size, cancellation)).Select((posting, index) => new PlacedPosting(shard, first + index, posting));
        foreach (var posting in isAscending ? placed : placed.Reverse()) buffer.Enqueue(posting);
        if (isAscending) low += size;
        else high -= size;
    }

    /// <summary>Takes the next posting.</summary>
    public PlacedPosting Take()
    {
        var taken = buffer.Dequeue();
        Position = taken.Position;
        return taken;
    }
}
