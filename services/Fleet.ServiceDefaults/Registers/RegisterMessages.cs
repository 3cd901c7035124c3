namespace Fleet.ServiceDefaults.Registers;

/// <summary>Something to register.</summary>
/// <param name="Id">Registered once, however often it is added.</param>
/// <param name="Group">What it is found by; has the id itself where nothing else is wanted.</param>
/// <param name="Entry">What lists show.</param>
/// <param name="Fresh">The caller knows that nothing of this group was registered before: saves a look into the store.</param>
/// <param name="Totals">Totals that grow by one with it.</param>
public sealed record RegisterItem<T>(string Id, string Group, T Entry, bool Fresh, IReadOnlyList<string> Totals);

/// <summary>Items for one shard, written in one transaction.</summary>
public sealed record RegisterBatch<T>(IReadOnlyList<RegisterItem<T>> Items);

/// <summary>How many of a batch were new.</summary>
public sealed record RegisterAdded(int Count);

/// <summary>Asks for entries, newest first.</summary>
/// <param name="Before">Only entries registered before this position; null for the newest.</param>
/// <param name="Limit">How many at most.</param>
public sealed record RegisterRead(long? Before, int Limit);

/// <summary>An entry and its position in its shard, counted from 0.</summary>
public sealed record Registered<T>(long Position, T Entry);

/// <summary>Some entries of a shard, newest first; fewer than asked for when there are no more.</summary>
public sealed record RegisterSlice<T>(IReadOnlyList<Registered<T>> Entries);

/// <summary>Asks for the entries of a group.</summary>
public sealed record RegisterFind(string Group);

/// <summary>Beginning of a shard: how many entries it has, and its totals.</summary>
public sealed record RegisterHead(long Count, IReadOnlyDictionary<string, long> Totals)
{
    internal static RegisterHead Empty { get; } = new(0, new Dictionary<string, long>());
}
