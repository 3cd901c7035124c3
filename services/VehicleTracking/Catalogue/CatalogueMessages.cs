using System.Text.Json;

namespace Fleet.VehicleTracking.Catalogue;

/// <summary>What the catalogue's pages are at.</summary>
/// <param name="Revision">Counts the transactions that changed something.</param>
/// <param name="Pages">Pages that hold something, and the revision that changed each last.</param>
/// <param name="Edited">Kinds that somebody has changed over the API: the files no longer count for them.</param>
public sealed record CatalogueHead(long Revision, IReadOnlyDictionary<string, long> Pages, IReadOnlyList<string> Edited)
{
    public static CatalogueHead Empty { get; } = new(0, new Dictionary<string, long>(StringComparer.Ordinal), []);
}

/// <summary>A change that is wanted.</summary>
/// <param name="Id">Which entry.</param>
/// <param name="Value">What it is to say; null to retire it.</param>
/// <param name="EffectiveFrom">From when on; null for always when the entry is new, else for now.</param>
/// <param name="IfVersion">The newest version that the asker knows; null if it does not matter.</param>
/// <param name="IfAbsent">Only if there is no such entry.</param>
/// <param name="Always">It counts for all time, also when the entry is there already.</param>
public sealed record WantedChange(
    string Id, JsonElement? Value, DateTimeOffset? EffectiveFrom = null, int? IfVersion = null, bool IfAbsent = false, bool Always = false);

/// <summary>Changes of one kind that are wanted, in order; the good ones are saved in one transaction.</summary>
/// <param name="Kind">Which kind.</param>
/// <param name="Changes">What is wanted.</param>
/// <param name="By">Who wants it.</param>
/// <param name="Reason">Why.</param>
/// <param name="DryRun">Only say what would happen.</param>
/// <param name="Once">Makes a repetition of the same request do nothing and have the same answer.</param>
public sealed record CatalogueRequest(
    string Kind, IReadOnlyList<WantedChange> Changes, string By, string? Reason = null, bool DryRun = false, OnceKey? Once = null);

/// <summary>Names a request that may come twice.</summary>
/// <param name="Key">As the client gave it.</param>
/// <param name="Hash">Of everything that the request says.</param>
public sealed record OnceKey(string Key, string Hash);

/// <summary>What became of a wanted change.</summary>
public enum ChangeResult
{
    Created,
    Changed,
    Retired,

    /// <summary>It says what counts already.</summary>
    Unchanged,

    /// <summary>Nothing of it was saved.</summary>
    Refused,
}

/// <summary>What became of a wanted change, and why it was refused.</summary>
public sealed record ChangeOutcome(ChangeResult Result, int Version = 0, string? Code = null, string? Param = null, string? Detail = null)
{
    public static ChangeOutcome Refuse(string code, string detail, string? param = null) => new(ChangeResult.Refused, 0, code, param, detail);
}

/// <summary>What became of each wanted change, in the request's order.</summary>
public sealed record CatalogueOutcomes(IReadOnlyList<ChangeOutcome> Outcomes);

/// <summary>What the files say, which counts for kinds that nobody has changed over the API.</summary>
public sealed record CatalogueSeed(IReadOnlyList<CatalogueRequest> Kinds);

/// <summary>Pages that changed after a revision.</summary>
public sealed record CatalogueNews(long Revision, IReadOnlyList<string> Pages);

/// <summary>Pages that are wanted.</summary>
public sealed record PagesQuery(IReadOnlyList<string> Names);

/// <summary>Pages, by name.</summary>
public sealed record PagesView(IReadOnlyDictionary<string, CataloguePage> Pages);

/// <summary>Entries that are wanted.</summary>
public sealed record EntriesQuery(string Kind, IReadOnlyList<string> Ids);

/// <summary>The entries that there are of those that were wanted, in the order of the question.</summary>
public sealed record EntriesView(IReadOnlyList<CatalogueEntry> Entries);
