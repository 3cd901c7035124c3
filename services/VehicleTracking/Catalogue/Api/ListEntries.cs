using System.Text.Json.Nodes;
using Fleet.ServiceDefaults;
using Fleet.VehicleTracking.Catalogue.Kinds;

namespace Fleet.VehicleTracking.Catalogue.Api;

/// <summary><c>GET /v1/KIND</c>: the entries that exist now, or at the instant <c>at</c>, by id.</summary>
internal static class ListEntries
{
    private const int IdsACall = 100;

    public static void Map(IEndpointRouteBuilder routes, CatalogueKind kind) => routes
        .MapGet($"/v1/{kind.Name}", ([AsParameters] PageRequest page, DateTimeOffset? at, CatalogueCopy copy, CatalogueCalls calls, TimeProvider time) =>
            Handle(kind, page, (at ?? time.GetUtcNow()).ToUnixTimeMilliseconds(), copy, calls))
        .WithSummary($"Lists the {kind.Name} that exist now, or at an instant, by {kind.IdField}.")
        .Describe(StatusCodes.Status200OK, typeof(Page<>).MakeGenericType(kind.Contract));

    private static async Task<Page<JsonObject>> Handle(CatalogueKind kind, PageRequest page, long atMs, CatalogueCopy copy, CatalogueCalls calls)
    {
        var size = page.Size();
        var ids = copy.Ids(kind.Name);
        var next = page.StartingAfter is { Length: > 0 } after ? FirstAfter(ids, after) : 0;
        var found = new List<JsonObject>();
        while (next < ids.Length && found.Count <= size)
        {
            var part = ids[next..Math.Min(ids.Length, next + Math.Min(size + 1, IdsACall))];
            next += part.Length;
            found.AddRange((await calls.Entries(kind.Name, part)).Entries
                .Select(entry => (entry, version: entry.At(atMs)))
                .Where(pair => pair.version?.Value is not null)
                .Select(pair => EntryView.Of(pair.entry, pair.version!)));
        }

        return page.Of(found, entry => (string)entry[kind.IdField]!);
    }

    private static int FirstAfter(string[] ids, string id)
    {
        var place = Array.BinarySearch(ids, id, StringComparer.Ordinal);
        return place >= 0 ? place + 1 : ~place;
    }
}
