namespace Fleet.ServiceDefaults.Indexes;

/// <summary>One turn of a shard: what it changes in pages and totals, before anything is saved.</summary>
internal sealed class IndexTurn<TRow>(IndexHead head, IndexPages<TRow> pages)
{
    private readonly Dictionary<string, long> totals = new(head.Totals, StringComparer.Ordinal);
    private readonly Dictionary<string, long> buildingTotals = new(head.BuildingTotals, StringComparer.Ordinal);

    public IndexPages<TRow> Pages => pages;

    /// <summary>The head after the turn.</summary>
    public IndexHead Head => head with { NextPage = pages.NextPage, Totals = totals, BuildingTotals = buildingTotals };

    /// <summary>Takes the changes that are news; how many rows they changed.</summary>
    public async Task<int> Put(IndexBatch<TRow> batch)
    {
        var changed = 0;
        foreach (var item in batch.Items)
        {
            var isNews = batch.Generation is null && await Put(head.Current, totals, item);
            if (head.Building is { } building && (batch.Generation ?? building) == building) isNews |= await Put(building, buildingTotals, item);
            if (isNews) changed++;
        }

        return changed;
    }

    /// <summary>Rows of one list, newest first.</summary>
    public async Task<IndexSlice<TRow>> Read(IndexRead read)
    {
        var rows = new List<IndexFound<TRow>>();
        if (read.Limit > 0)
        {
            await Tree(head.Current, read.Term).Read(read.Before, entry =>
            {
                if (entry.At < read.From) return false;
                rows.Add(new IndexFound<TRow>(entry.At, entry.Id, entry.Row));
                return rows.Count < read.Limit;
            });
        }

        return new IndexSlice<TRow>(rows);
    }

    /// <summary>The oldest row of one list; null when it has none.</summary>
    public async Task<IndexFound<TRow>?> Oldest(string term) =>
        await Tree(head.Current, term).Oldest() is { } entry ? new IndexFound<TRow>(entry.At, entry.Id, entry.Row) : null;

    private async Task<bool> Put(int generation, Dictionary<string, long> counted, IndexItem<TRow> item)
    {
        var all = Tree(generation, IndexTerms.All);
        var known = await all.Find(item.Key);
        if (known is not null && known.Sequence >= item.Sequence) return false;
        var terms = item.Others.ToList();
        foreach (var left in (known?.Terms ?? []).Except(terms, StringComparer.Ordinal)) await Tree(generation, left).Remove(item.Key);
        var entry = new IndexEntry<TRow>(item.At, item.Id, item.Row, item.Sequence);
        foreach (var term in terms) await Tree(generation, term).Put(entry);
        await all.Put(entry with { Terms = terms, Totals = item.Totals });
        foreach (var name in known?.Totals ?? []) Add(counted, name, -1);
        foreach (var name in item.Totals) Add(counted, name, 1);
        return true;
    }

    private IndexTree<TRow> Tree(int generation, string term) => new(pages, IndexPages<TRow>.Root(generation, term));

    // Names that nothing counts in any more go, so that the head stays small.
    private static void Add(Dictionary<string, long> counted, string name, int change)
    {
        var total = counted.GetValueOrDefault(name) + change;
        if (total == 0) counted.Remove(name);
        else counted[name] = total;
    }
}
