using System.Collections.Frozen;
using System.Text.Json;
using Fleet.Contracts;
using Fleet.VehicleTracking.Reference;

namespace Fleet.VehicleTracking.Catalogue;

/// <summary>One kind of entries as this instance has them in memory, by page.</summary>
internal interface IShelf
{
    /// <summary>Puts a page in place of what was there.</summary>
    void Put(int page, CataloguePage content);

    /// <summary>Orders the ids after pages were put.</summary>
    void Order();

    /// <summary>All ids, also of what has been retired, in order.</summary>
    string[] Ids { get; }
}

/// <summary>One kind of entries in memory, as turns use them.</summary>
/// <param name="kind">Which kind.</param>
/// <param name="read">Makes of a contract what turns use of it.</param>
internal sealed class Shelf<TContract, T>(string kind, Func<TContract, T> read) : IShelf
    where T : class
{
    private readonly FrozenDictionary<string, Timeline<T>>[] pages =
        [.. Enumerable.Repeat(FrozenDictionary<string, Timeline<T>>.Empty, CatalogueKeys.PagesOf(kind))];

    public string[] Ids { get; private set; } = [];

    /// <summary>A copy of the pages as they are now.</summary>
    public FrozenDictionary<string, Timeline<T>>[] Pages => [.. pages];

    /// <summary>Everything, in no order.</summary>
    public IReadOnlyList<Timeline<T>> All => [.. pages.SelectMany(page => page.Values)];

    public void Put(int page, CataloguePage content) => pages[page] = content.Entries
        .Select(entry => entry.Timeline(value => read(value.Deserialize<TContract>(ContractJson.Options)!)))
        .ToFrozenDictionary(timeline => timeline.Id, StringComparer.Ordinal);

    public void Order() => Ids = [.. pages.SelectMany(page => page.Keys).Order(StringComparer.Ordinal)];
}
