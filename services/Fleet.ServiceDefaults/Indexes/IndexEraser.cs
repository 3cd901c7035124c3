namespace Fleet.ServiceDefaults.Indexes;

/// <summary>
/// Erases a generation in bounded steps. The list of everything tells which other lists there are; therefore its pages go last, each when the
/// lists of its rows have gone.
/// </summary>
internal sealed class IndexEraser<TRow>(IndexPages<TRow> pages, int generation, int most)
{
    private int Left => most - pages.Changed;

    /// <summary>Erases some pages. False: nothing of the generation is left.</summary>
    public async Task<bool> Step()
    {
        var root = IndexPages<TRow>.Root(generation, IndexTerms.All);
        while (Left > 0)
        {
            if (await pages.Find(root) is not { } top) return pages.Changed > 0;
            foreach (var term in (await LastRows(top)).SelectMany(entry => entry.Terms ?? []).Distinct(StringComparer.Ordinal))
                await EraseList(IndexPages<TRow>.Root(generation, term));
            if (Left <= 0) return true;
            pages.Set(root, await WithoutLast(top));
        }

        return true;
    }

    private async Task EraseList(string root)
    {
        while (Left > 0 && await pages.Find(root) is { } top) pages.Set(root, await WithoutLast(top));
    }

    private async Task<IReadOnlyList<IndexEntry<TRow>>> LastRows(IndexPage<TRow> page)
    {
        while (page.Level > 0) page = await pages.Get(page.Branches![^1].Page);
        return page.Entries!;
    }

    private async Task<IndexPage<TRow>?> WithoutLast(IndexPage<TRow> page)
    {
        if (page.Level == 0) return null;
        var last = page.Branches![^1].Page;
        var left = await WithoutLast(await pages.Get(last));
        pages.Set(last, left);
        if (left is not null) return page;
        return page.Count > 1 ? page.WithoutBranch(page.Count - 1) : null;
    }
}
