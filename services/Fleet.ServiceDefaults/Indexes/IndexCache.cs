namespace Fleet.ServiceDefaults.Indexes;

/// <summary>Pages that a shard keeps in memory: those used last, up to a number of rows.</summary>
/// <param name="most">Most rows; every page counts as two more than it has.</param>
internal sealed class IndexCache<TRow>(int most)
{
    private readonly Dictionary<string, LinkedListNode<Kept>> nodes = new(StringComparer.Ordinal);
    private readonly LinkedList<Kept> order = new();

    public int Weight { get; private set; }

    public IndexPage<TRow>? Find(string key)
    {
        if (!nodes.TryGetValue(key, out var node)) return null;
        order.Remove(node);
        order.AddLast(node);
        return node.Value.Page;
    }

    /// <summary>Keeps what a turn saw and saved.</summary>
    public void Keep(IReadOnlyDictionary<string, IndexPage<TRow>?> seen)
    {
        foreach (var (key, page) in seen) Keep(key, page);
        while (Weight > most) Forget(order.First!);
    }

    public void Clear()
    {
        nodes.Clear();
        order.Clear();
        Weight = 0;
    }

    private void Keep(string key, IndexPage<TRow>? page)
    {
        if (nodes.TryGetValue(key, out var before)) Forget(before);
        if (page is null) return;
        nodes[key] = order.AddLast(new Kept(key, page));
        Weight += WeightOf(page);
    }

    private void Forget(LinkedListNode<Kept> node)
    {
        order.Remove(node);
        nodes.Remove(node.Value.Key);
        Weight -= WeightOf(node.Value.Page);
    }

    private static int WeightOf(IndexPage<TRow> page) => page.Count + 2;

    private sealed record Kept(string Key, IndexPage<TRow> Page);
}
