namespace Fleet.ServiceDefaults.Indexes;

/// <summary>A change of a row.</summary>
/// <param name="Id">Id of the row.</param>
/// <param name="Sequence">Which change of it, the higher the newer: an older or equal one that comes later does nothing.</param>
/// <param name="At">UTC instant that lists are ordered by; the same in all changes of a row.</param>
/// <param name="Row">What lists show from now on.</param>
/// <param name="Terms">The lists that it stands in from now on, besides <see cref="IndexTerms.All"/>, e.g. <c>state:paid</c>.</param>
/// <param name="Totals">The totals that it counts in from now on.</param>
public sealed record IndexItem<TRow>(
    string Id, long Sequence, DateTimeOffset At, TRow Row, IReadOnlyList<string> Terms, IReadOnlyList<string> Totals)
{
    internal IndexKey Key => new(At, Id);

    // A row that is said to stand twice in one list stands there once.
    internal IEnumerable<string> Others => Terms.Where(term => term != IndexTerms.All).Distinct(StringComparer.Ordinal);
}

/// <summary>Changes for one shard, written in one transaction.</summary>
/// <param name="Items">The changes.</param>
/// <param name="Generation">Only for this generation, the one that is being built; null for all that are in use.</param>
public sealed record IndexBatch<TRow>(IReadOnlyList<IndexItem<TRow>> Items, int? Generation = null);

/// <summary>How many rows a batch changed; the others were known as new or newer.</summary>
public sealed record IndexTaken(int Changed);

/// <summary>Asks for rows of one list, newest first.</summary>
/// <param name="Term">The list.</param>
/// <param name="Before">Only rows that stand before this place; null for the newest.</param>
/// <param name="From">Only rows of this instant or later; null for all.</param>
/// <param name="Limit">How many at most.</param>
public sealed record IndexRead(string Term, IndexKey? Before, DateTimeOffset? From, int Limit);

/// <summary>A row and its place.</summary>
public sealed record IndexFound<TRow>(DateTimeOffset At, string Id, TRow Row);

/// <summary>Some rows of a shard, newest first; fewer than asked for when there are no more.</summary>
public sealed record IndexSlice<TRow>(IReadOnlyList<IndexFound<TRow>> Rows);

/// <summary>A generation of an index, by its number from 1.</summary>
public sealed record IndexGeneration(int Number);

/// <summary>How many pages were erased; 0 when nothing is left to erase.</summary>
public sealed record IndexErased(int Pages);

/// <summary>What a shard knows about itself.</summary>
/// <param name="Current">The generation that is read.</param>
/// <param name="Building">The generation that is being built beside it; null when none is.</param>
/// <param name="Old">Generations that nobody reads any more and that are still to be erased.</param>
/// <param name="NextPage">The first page number that was never used.</param>
/// <param name="Totals">Totals of the current generation.</param>
/// <param name="BuildingTotals">Totals of the one that is being built.</param>
public sealed record IndexHead(
    int Current,
    int? Building,
    IReadOnlyList<int> Old,
    long NextPage,
    IReadOnlyDictionary<string, long> Totals,
    IReadOnlyDictionary<string, long> BuildingTotals)
{
    internal static IndexHead Empty { get; } = new(1, null, [], 0, new Dictionary<string, long>(), new Dictionary<string, long>());
}
