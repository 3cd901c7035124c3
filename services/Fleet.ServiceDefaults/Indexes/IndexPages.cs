using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Fleet.ServiceDefaults.Indexes;

/// <summary>The pages that a turn reads and changes. What it changes is saved, or forgotten, as a whole.</summary>
/// <param name="load">Reads a page that is not in memory; null when there is none of that key.</param>
/// <param name="nextPage">The first page number that was never used.</param>
internal sealed class IndexPages<TRow>(Func<string, Task<IndexPage<TRow>?>> load, long nextPage)
{
    private readonly Dictionary<string, IndexPage<TRow>?> seen = new(StringComparer.Ordinal);
    private readonly HashSet<string> changed = new(StringComparer.Ordinal);

    public long NextPage { get; private set; } = nextPage;

    /// <summary>Every page read or changed; null where there is none.</summary>
    public IReadOnlyDictionary<string, IndexPage<TRow>?> Seen => seen;

    /// <summary>What is to be saved; null where a page went.</summary>
    public IEnumerable<KeyValuePair<string, IndexPage<TRow>?>> Changes => changed.Select(key => KeyValuePair.Create(key, seen[key]));

    public int Changed => changed.Count;

    /// <summary>Key of the page that a list begins with. A term that would make no good key stands under its hash.</summary>
    public static string Root(int generation, string term)
    {
        var plain = term.Length <= 100 && term.All(c => char.IsAsciiLetterOrDigit(c) || c is ':' or '_' or '-' or '.');
        var name = plain ? term : "~" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(term)));
        return string.Create(CultureInfo.InvariantCulture, $"g{generation}-{name}");
    }

    public static string KeyOf(long page) => string.Create(CultureInfo.InvariantCulture, $"page-{page}");

    public async Task<IndexPage<TRow>?> Find(string key)
    {
        if (seen.TryGetValue(key, out var known)) return known;
        return seen[key] = await load(key);
    }

    public async Task<IndexPage<TRow>> Get(long page) =>
        await Find(KeyOf(page)) ?? throw new InvalidOperationException($"Page {page} of the index is missing; rebuild the index.");

    public void Set(string key, IndexPage<TRow>? page)
    {
        seen[key] = page;
        changed.Add(key);
    }

    public void Set(long page, IndexPage<TRow>? content) => Set(KeyOf(page), content);

    public long Add(IndexPage<TRow> page)
    {
        Set(NextPage, page);
        return NextPage++;
    }
}
