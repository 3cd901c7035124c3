namespace Fleet.ServiceDefaults.Indexes;

/// <summary>Reads one list of one shard from a place down, some rows at a time.</summary>
/// <param name="read">Reads.</param>
/// <param name="first">What to begin with.</param>
internal sealed class IndexSource<TRow>(Func<IndexRead, Task<IndexSlice<TRow>>> read, IndexRead first)
{
    private readonly Queue<IndexFound<TRow>> rows = new();
    private IndexRead next = first;
    private bool ended;

    /// <summary>The next row; null when there is none.</summary>
    public IndexFound<TRow>? Next => rows.TryPeek(out var row) ? row : null;

    /// <summary>Makes sure that <see cref="Next"/> is there if anything is left.</summary>
    public async Task Fill()
    {
        if (rows.Count > 0 || ended) return;
        var slice = await read(next);
        foreach (var row in slice.Rows) rows.Enqueue(row);
        ended = slice.Rows.Count < next.Limit;
        if (slice.Rows.Count > 0) next = next with { Before = new IndexKey(slice.Rows[^1].At, slice.Rows[^1].Id) };
    }

    /// <summary>Takes the next row.</summary>
    public IndexFound<TRow> Take() => rows.Dequeue();
}
