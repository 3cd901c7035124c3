using Dapr.Actors;

namespace Fleet.VehicleTracking.Catalogue;

/// <summary>
/// The catalogue: what administrators have said about the world, one actor for all of it, so that a change is judged against
/// the whole. Methods take one argument and never return null; errors leave them and everything may be tried again.
/// </summary>
public interface ICatalogueActor : IActor
{
    /// <summary>Takes what the files say for the kinds that nobody has changed over the API. Harmless to repeat.</summary>
    Task<CatalogueNews> Open(CatalogueSeed seed);

    /// <summary>Saves the good changes of a request in one transaction, with who made them.</summary>
    Task<CatalogueOutcomes> Change(CatalogueRequest request);

    /// <summary>Which pages have changed after a revision.</summary>
    Task<CatalogueNews> News(long revision);

    /// <summary>Whole pages.</summary>
    Task<PagesView> Pages(PagesQuery query);

    /// <summary>Single entries.</summary>
    Task<EntriesView> Entries(EntriesQuery query);
}
