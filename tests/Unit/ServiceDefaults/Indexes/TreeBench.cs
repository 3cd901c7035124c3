using Fleet.ServiceDefaults.Indexes;

namespace Fleet.Tests.Unit.ServiceDefaults.Indexes;

/// <summary>One list over pages in memory, beside a sorted list that says what is right.</summary>
internal sealed class TreeBench
{
    private const string Root = "root";
    private static readonly DateTimeOffset Start = new(2026, 3, 14, 12, 0, 0, TimeSpan.Zero);

    private readonly Dictionary<string, IndexPage<int>> stored = new(StringComparer.Ordinal);
    private readonly SortedDictionary<IndexKey, int> model = new(Comparer<IndexKey>.Create(IndexKey.Compare));
    private long nextPage;

    public int Loads { get; private set; }

    public int Pages => stored.Count;

    /// <summary>Several numbers have one instant.</summary>
    public static IndexKey Key(int number) => new(Start.AddMinutes(number / 3), $"row_{number:00000000}");

    public Task Put(int number, int row)
    {
        model[Key(number)] = row;
        return Turn(tree => tree.Put(new IndexEntry<int>(Key(number).At, Key(number).Id, row, 1)));
    }

    public Task Remove(int number)
    {
        model.Remove(Key(number));
        return Turn(tree => tree.Remove(Key(number)));
    }

    public IEnumerable<int> Expected(int? before = null) =>
        model.Where(row => before is null || IndexKey.Compare(row.Key, Key(before.Value)) < 0).Select(row => row.Value).Reverse();

    public async Task<List<int>> Read(int? before = null, int limit = int.MaxValue)
    {
        var rows = new List<int>();
        await Turn(tree => tree.Read(before is null ? null : Key(before.Value), entry =>
        {
            rows.Add(entry.Row);
            return rows.Count < limit;
        }));
        return rows;
    }

    public async Task<int?> Find(int number)
    {
        IndexEntry<int>? found = null;
        await Turn(async tree => found = await tree.Find(Key(number)));
        return found?.Row;
    }

    /// <summary>What is wrong with the pages; null when nothing is.</summary>
    public string? Mistake()
    {
        if (!stored.TryGetValue(Root, out var top)) return stored.Count == 0 ? null : "pages without a root";
        var reached = new HashSet<string>(StringComparer.Ordinal) { Root };
        return Mistake(top, reached) ?? (reached.Count == stored.Count ? null : "pages that nothing leads to");
    }

    private string? Mistake(IndexPage<int> page, HashSet<string> reached)
    {
        if (page.Count == 0) return "an empty page";
        if (page.Level == 0) return page.Count > IndexPage<int>.MaxEntries ? "too many rows" : null;
        if (page.Count > IndexPage<int>.MaxBranches) return "too many branches";
        foreach (var branch in page.Branches!)
        {
            var key = IndexPages<int>.KeyOf(branch.Page);
            if (!reached.Add(key)) return "a page in two places";
            if (!stored.TryGetValue(key, out var child)) return "a page that is missing";
            if (child.Level != page.Level - 1) return "a page of the wrong level";
            if (Mistake(child, reached) is { } mistake) return mistake;
        }

        return null;
    }

    private async Task Turn(Func<IndexTree<int>, Task> act)
    {
        var pages = new IndexPages<int>(Load, nextPage);
        await act(new IndexTree<int>(pages, Root));
        foreach (var (key, page) in pages.Changes)
        {
            if (page is null) stored.Remove(key);
            else stored[key] = page;
        }

        nextPage = pages.NextPage;
    }

    private Task<IndexPage<int>?> Load(string key)
    {
        Loads++;
        return Task.FromResult(stored.GetValueOrDefault(key));
    }
}
