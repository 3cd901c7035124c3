namespace Fleet.ServiceDefaults.DueBooks;

/// <summary>Something that comes due.</summary>
/// <param name="Id">Of what it is; decides the shard.</param>
/// <param name="DueAt">Not before this instant, UTC.</param>
/// <param name="Payload">What the handler needs to know, small: it is stored with the item.</param>
/// <param name="Attempts">How often it was handled without success.</param>
public sealed record DueItem(string Id, DateTimeOffset DueAt, string Payload, int Attempts = 0);

/// <summary>Does what is to be done when items come due.</summary>
public interface IDueHandler
{
    /// <summary>
    /// Handles items whose time has come, at most 100 a call. An item may come again, after a crash or because it was entered twice, and must then
    /// do nothing more. The call has to end by itself: what it waits for needs a time limit.
    /// </summary>
    /// <returns>The items that are done. What is missing comes again after a pause; if the call throws, that is all of them.</returns>
    Task<IReadOnlyCollection<DueItem>> Handle(IReadOnlyList<DueItem> items, CancellationToken cancellation);
}
