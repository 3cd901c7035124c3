namespace Fleet.ServiceDefaults.DueBooks;

/// <summary>How a service keeps its due-date books.</summary>
/// <param name="AppId">The service: its books have actor types of their own, since apps that host one type share its actors.</param>
/// <param name="Slot">
/// Items whose time ends in the same slot stand in one book, which runs when the slot is over: so an item is handled up to a slot later than it is
/// due. A divisor of the hour. A change needs no migration: books that exist run at their time.
/// </param>
/// <param name="Shards">Books a slot, by hash of the item's id: so many can be written and run at the same time.</param>
public sealed record DueBookOptions(string AppId, TimeSpan Slot, int Shards)
{
    /// <summary>Actor type of the books.</summary>
    public string BookType => BookTypeOf(AppId);

    /// <summary>Actor type of the list of them.</summary>
    public string CatalogueType => CatalogueTypeOf(AppId);

    internal static string BookTypeOf(string appId) => appId + "-due-book";

    internal static string CatalogueTypeOf(string appId) => appId + "-due-catalogue";
}
