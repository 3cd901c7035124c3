using System.Text.Json.Serialization;

namespace Fleet.ServiceDefaults.Indexes;

/// <summary>A page below another one.</summary>
/// <param name="From">What is older stands in the pages before; the first page of all takes whatever is older still.</param>
/// <param name="Page">Number of the page.</param>
public sealed record IndexBranch(IndexKey From, long Page);

/// <summary>
/// A page of an ordered list, oldest first: rows, or the pages below it. Never changed: every change makes another page.
/// </summary>
/// <param name="Level">0 for a page of rows; otherwise one more than the pages below.</param>
/// <param name="Entries">The rows; null above level 0.</param>
/// <param name="Branches">The pages below; null at level 0.</param>
public sealed record IndexPage<TRow>(int Level, IReadOnlyList<IndexEntry<TRow>>? Entries, IReadOnlyList<IndexBranch>? Branches)
{
    /// <summary>Most rows of a page.</summary>
    public const int MaxEntries = 32;

    /// <summary>Most pages below one.</summary>
    public const int MaxBranches = 96;

    /// <summary>Rows, or pages below.</summary>
    [JsonIgnore]
    public int Count => Entries?.Count ?? Branches!.Count;

    [JsonIgnore]
    internal bool IsLow => Count < Max / 4;

    [JsonIgnore]
    internal IndexKey First => Entries?[0].Key ?? Branches![0].From;

    private int Max => Level == 0 ? MaxEntries : MaxBranches;

    internal static IndexPage<TRow> OfEntries(IReadOnlyList<IndexEntry<TRow>> entries) => new(0, entries, null);

    internal static IndexPage<TRow> OfBranches(int level, IReadOnlyList<IndexBranch> branches) => new(level, null, branches);

    /// <summary>The row at <paramref name="key"/>; null when there is none.</summary>
    internal IndexEntry<TRow>? Find(IndexKey key)
    {
        var place = Place(key);
        return place < Count && IndexKey.Compare(Entries![place].Key, key) == 0 ? Entries[place] : null;
    }

    /// <summary>How many rows are older than <paramref name="key"/>.</summary>
    internal int Place(IndexKey key) => Older(Count, at => IndexKey.Compare(Entries![at].Key, key) < 0);

    /// <summary>Which of the pages below has what stands at <paramref name="key"/>.</summary>
    internal int BranchOf(IndexKey key) => Math.Max(0, Older(Count, at => IndexKey.Compare(Branches![at].From, key) <= 0) - 1);

    /// <summary>One page, or two when this one would be too long. A list that grows at its end leaves full pages behind.</summary>
    internal IReadOnlyList<IndexPage<TRow>> Put(IndexEntry<TRow> entry)
    {
        var place = Place(entry.Key);
        var known = place < Count && IndexKey.Compare(Entries![place].Key, entry.Key) == 0;
        var entries = new List<IndexEntry<TRow>>(Count + 1);
        entries.AddRange(Entries!);
        if (known) entries[place] = entry;
        else entries.Insert(place, entry);
        return Split(entries, MaxEntries, atEnd: place == Count, OfEntries);
    }

    /// <summary>One page, or two when this one would be too long.</summary>
    internal IReadOnlyList<IndexPage<TRow>> PutAfter(int place, IndexBranch branch)
    {
        List<IndexBranch> branches = [.. Branches!.Take(place + 1), branch, .. Branches!.Skip(place + 1)];
        return Split(branches, MaxBranches, atEnd: place == Count - 1, half => OfBranches(Level, half));
    }

    /// <summary>The page without the row; the same page when it does not have it.</summary>
    internal IndexPage<TRow> Without(IndexKey key) => Find(key) is { } found ? OfEntries([.. Entries!.Where(entry => !ReferenceEquals(entry, found))]) : this;

    /// <summary>The page without one of the pages below.</summary>
    internal IndexPage<TRow> WithoutBranch(int place) => OfBranches(Level, [.. Branches!.Where((_, at) => at != place)]);

    /// <summary>This page and the one that follows it, as one; null when that would soon be too long again.</summary>
    /// <param name="next">The page that follows.</param>
    /// <param name="from">Where that page begins: its first page below may have rows that are older than it says.</param>
    internal IndexPage<TRow>? Joined(IndexPage<TRow> next, IndexKey from)
    {
        if (Count + next.Count > Max * 3 / 4) return null;
        return Level == 0
            ? OfEntries([.. Entries!, .. next.Entries!])
            : OfBranches(Level, [.. Branches!, next.Branches![0] with { From = from }, .. next.Branches!.Skip(1)]);
    }

    private static IReadOnlyList<IndexPage<TRow>> Split<T>(List<T> all, int max, bool atEnd, Func<IReadOnlyList<T>, IndexPage<TRow>> page)
    {
        if (all.Count <= max) return [page(all)];
        var cut = atEnd ? max : all.Count / 2;
        return [page(all[..cut]), page(all[cut..])];
    }

    private static int Older(int count, Func<int, bool> isOlder)
    {
        var (low, high) = (0, count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (isOlder(middle)) low = middle + 1;
            else high = middle;
        }

        return low;
    }
}
