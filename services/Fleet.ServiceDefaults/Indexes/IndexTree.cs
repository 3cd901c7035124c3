namespace Fleet.ServiceDefaults.Indexes;

/// <summary>
/// An ordered list in pages of bounded size (a B+ tree): whatever its length, a change or a look costs a handful of pages. A short list is one page.
/// </summary>
/// <param name="pages">Where the pages are.</param>
/// <param name="root">Key of the page that it begins with.</param>
internal sealed class IndexTree<TRow>(IndexPages<TRow> pages, string root)
{
    public async Task<IndexEntry<TRow>?> Find(IndexKey key)
    {
        var page = await pages.Find(root);
        while (page is { Level: > 0 }) page = await pages.Get(page.Branches![page.BranchOf(key)].Page);
        return page?.Find(key);
    }

    /// <summary>Puts a row in its place, over the one that may be there.</summary>
    public async Task Put(IndexEntry<TRow> entry)
    {
        var top = await pages.Find(root) ?? IndexPage<TRow>.OfEntries([]);
        var parts = await Put(top, entry);
        if (parts.Count > 1) pages.Set(root, IndexPage<TRow>.OfBranches(top.Level + 1, [.. parts.Select(part => new IndexBranch(part.First, pages.Add(part)))]));
        else if (!ReferenceEquals(parts[0], top)) pages.Set(root, parts[0]);
    }

    /// <summary>Takes a row out; nothing happens when it is not there.</summary>
    public async Task Remove(IndexKey key)
    {
        if (await pages.Find(root) is not { } top) return;
        var left = await Remove(top, key);
        if (ReferenceEquals(left, top)) return;
        while (left is { Level: > 0, Count: 1 })
        {
            var only = left.Branches![0].Page;
            left = await pages.Get(only);
            pages.Set(only, null);
        }

        pages.Set(root, left.Count == 0 ? null : left);
    }

    /// <summary>Gives rows to <paramref name="take"/>, newest first, until it has enough.</summary>
    /// <param name="before">Only rows that stand before this place; null for all.</param>
    /// <param name="take">Takes a row, and says whether it wants another one.</param>
    public async Task Read(IndexKey? before, Func<IndexEntry<TRow>, bool> take)
    {
        if (await pages.Find(root) is { } top) await Read(top, before, take);
    }

    /// <summary>The oldest row; null when there is none.</summary>
    public async Task<IndexEntry<TRow>?> Oldest()
    {
        var page = await pages.Find(root);
        while (page is { Level: > 0 }) page = await pages.Get(page.Branches![0].Page);
        return page?.Entries![0];
    }

    private async Task<IReadOnlyList<IndexPage<TRow>>> Put(IndexPage<TRow> page, IndexEntry<TRow> entry)
    {
        if (page.Level == 0) return page.Put(entry);
        var place = page.BranchOf(entry.Key);
        var number = page.Branches![place].Page;
        var parts = await Put(await pages.Get(number), entry);
        pages.Set(number, parts[0]);
        return parts.Count == 1 ? [page] : page.PutAfter(place, new IndexBranch(parts[1].First, pages.Add(parts[1])));
    }

    private async Task<IndexPage<TRow>> Remove(IndexPage<TRow> page, IndexKey key)
    {
        if (page.Level == 0) return page.Without(key);
        var place = page.BranchOf(key);
        var number = page.Branches![place].Page;
        var child = await pages.Get(number);
        var left = await Remove(child, key);
        if (ReferenceEquals(left, child)) return page;
        pages.Set(number, left.Count == 0 ? null : left);
        if (left.Count == 0) return page.WithoutBranch(place);
        return left.IsLow ? await Join(page, place) : page;
    }

    // A page that few rows are left in is joined with a neighbour, so that reading does not end in going over nearly empty pages.
    private async Task<IndexPage<TRow>> Join(IndexPage<TRow> page, int place)
    {
        if (page.Count < 2) return page;
        var first = Math.Max(0, place - 1);
        var (keep, drop) = (page.Branches![first], page.Branches[first + 1]);
        if ((await pages.Get(keep.Page)).Joined(await pages.Get(drop.Page), drop.From) is not { } joined) return page;
        pages.Set(keep.Page, joined);
        pages.Set(drop.Page, null);
        return page.WithoutBranch(first + 1);
    }

    private async Task<bool> Read(IndexPage<TRow> page, IndexKey? before, Func<IndexEntry<TRow>, bool> take)
    {
        if (page.Level == 0)
        {
            for (var at = (before is null ? page.Count : page.Place(before)) - 1; at >= 0; at--)
                if (!take(page.Entries![at])) return false;
            return true;
        }

        for (var at = before is null ? page.Count - 1 : page.BranchOf(before); at >= 0; at--)
            if (!await Read(await pages.Get(page.Branches![at].Page), before, take)) return false;
        return true;
    }
}
