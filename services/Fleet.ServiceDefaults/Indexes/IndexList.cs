namespace Fleet.ServiceDefaults.Indexes;

/// <summary>One list out of the lists of several shards, newest first.</summary>
internal static class IndexList
{
    // So many rows are looked at for one page of a narrowed list; then the page ends early, with a cursor.
    private const int MaxScanned = 4_000;
    private const int NarrowedChunk = 200;

    public static async Task<Page<TRow>> Read<TRow>(
        PageRequest request,
        IndexQuery<TRow> query,
        int shards,
        Func<int, IndexRead, CancellationToken, Task<IndexSlice<TRow>>> read,
        CancellationToken cancellation)
    {
        var size = request.Size();
        var chunk = query.Keep is null ? Math.Min(size + 1, (size * 2 / shards) + 4) : NarrowedChunk;
        var first = new IndexRead(query.Term, Begin(request.StartingAfter, query.To), query.From, chunk);
        var sources = Enumerable.Range(0, shards).Select(shard => new IndexSource<TRow>(one => read(shard, one, cancellation), first)).ToList();
        return await Merge(size, sources, query.Keep);
    }

    private static async Task<Page<TRow>> Merge<TRow>(int size, List<IndexSource<TRow>> sources, Func<TRow, bool>? keep)
    {
        var data = new List<TRow>();
        IndexFound<TRow>? last = null;
        for (var scanned = 0; scanned < MaxScanned; scanned++)
        {
            await Task.WhenAll(sources.Select(source => source.Fill()));
            var newest = sources.Where(source => source.Next is not null).MaxBy(source => new IndexKey(source.Next!.At, source.Next.Id), Order);
            if (newest is null) return new Page<TRow>(data, HasMore: false);
            var kept = keep is null || keep(newest.Next!.Row);
            if (kept && data.Count == size) break;
            last = newest.Take();
            if (kept) data.Add(last.Row);
        }

        return new Page<TRow>(data, HasMore: true, IndexCursor.Of(new IndexKey(last!.At, last.Id)));
    }

    private static IndexKey? Begin(string? cursor, DateTimeOffset? to)
    {
        var after = cursor is null ? null : IndexCursor.Read(cursor);
        var before = to is { } end ? new IndexKey(end, "") : null;
        return after is null || before is not null && IndexKey.Compare(before, after) < 0 ? before : after;
    }

    private static readonly Comparer<IndexKey> Order = Comparer<IndexKey>.Create(IndexKey.Compare);
}
