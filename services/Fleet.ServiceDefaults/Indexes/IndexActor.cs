using Dapr.Actors.Runtime;

namespace Fleet.ServiceDefaults.Indexes;

/// <summary>
/// A shard of an index: rows in lists by term, each ordered by instant, with totals. A batch is one transaction. A service derives its own actor type,
/// with an interface that names these methods.
/// </summary>
public abstract class IndexActor<TRow>(ActorHost host) : Actor(host)
{
    private const string HeadKey = "head";
    private const int MostRowsInMemory = 6_000;
    private const int MostErasedAtOnce = 200;

    private readonly IndexCache<TRow> cache = new(MostRowsInMemory);
    private IndexHead? head;

    /// <summary>Takes changes of rows: repeated and out of order as they may come.</summary>
    public async Task<IndexTaken> Put(IndexBatch<TRow> batch)
    {
        var turn = await Turn();
        var changed = await turn.Put(batch);
        if (changed > 0) await Save(turn.Head, turn.Pages);
        else await Done(turn.Pages);
        return new IndexTaken(changed);
    }

    /// <summary>Rows of one list, newest first.</summary>
    public async Task<IndexSlice<TRow>> Read(IndexRead read)
    {
        var turn = await Turn();
        var slice = await turn.Read(read);
        await Done(turn.Pages);
        return slice;
    }

    /// <summary>The oldest row of one list; null when it has none.</summary>
    protected async Task<IndexFound<TRow>?> Oldest(string term)
    {
        var turn = await Turn();
        var oldest = await turn.Oldest(term);
        await Done(turn.Pages);
        return oldest;
    }

    /// <summary>Totals and generations.</summary>
    public Task<IndexHead> Head() => Load();

    /// <summary>Begins to build a generation: changes go to it too from now on.</summary>
    public async Task<IndexHead> Begin(IndexGeneration generation) => await Change(IndexGenerations.Begin(await Load(), generation.Number));

    /// <summary>Lets the generation that was built be read.</summary>
    public async Task<IndexHead> Switch(IndexGeneration generation) => await Change(IndexGenerations.Switch(await Load(), generation.Number));

    /// <summary>Erases some pages of generations that nobody reads any more.</summary>
    public async Task<IndexErased> Erase()
    {
        var known = await Load();
        if (known.Old.Count == 0) return new IndexErased(0);
        var pages = Pages(known);
        var isMore = await new IndexEraser<TRow>(pages, known.Old[0], MostErasedAtOnce).Step();
        await Save(isMore ? known : known with { Old = [.. known.Old.Skip(1)] }, pages);
        return new IndexErased(Math.Max(1, pages.Changed));
    }

    private async Task<IndexHead> Change(IndexHead changed)
    {
        if (!ReferenceEquals(changed, head)) await Save(changed, Pages(changed));
        return changed;
    }

    private async Task<IndexHead> Load()
    {
        if (head is not null) return head;
        await StateManager.ClearCacheAsync();
        cache.Clear();
        return head = await StateManager.TryGetStateAsync<IndexHead>(HeadKey) is { HasValue: true } found ? found.Value : IndexHead.Empty;
    }

    private async Task<IndexTurn<TRow>> Turn()
    {
        var known = await Load();
        return new IndexTurn<TRow>(known, Pages(known));
    }

    private IndexPages<TRow> Pages(IndexHead known) => new(LoadPage, known.NextPage);

    private async Task<IndexPage<TRow>?> LoadPage(string key)
    {
        if (cache.Find(key) is { } kept) return kept;
        return await StateManager.TryGetStateAsync<IndexPage<TRow>>(key) is { HasValue: true } found ? found.Value : null;
    }

    private async Task Save(IndexHead changed, IndexPages<TRow> pages)
    {
        // If the save fails, the next turn reads again what the store really has.
        head = null;
        foreach (var (key, page) in pages.Changes)
        {
            if (page is null) await StateManager.TryRemoveStateAsync(key);
            else await StateManager.SetStateAsync(key, page);
        }

        await StateManager.SetStateAsync(HeadKey, changed);
        await SaveStateAsync();
        head = changed;
        await Done(pages);
    }

    private Task Done(IndexPages<TRow> pages)
    {
        cache.Keep(pages.Seen);
        return StateManager.ClearCacheAsync();
    }
}
