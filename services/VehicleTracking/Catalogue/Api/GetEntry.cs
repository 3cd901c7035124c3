using System.Text.Json.Nodes;
using Fleet.ServiceDefaults;
using Fleet.VehicleTracking.Catalogue.Kinds;
using Fleet.VehicleTracking.Positions;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Fleet.VehicleTracking.Catalogue.Api;

/// <summary><c>GET /v1/KIND/{id}</c>: an entry as it is now, or at the instant <c>at</c>.</summary>
internal static class GetEntry
{
    public static void Map(IEndpointRouteBuilder routes, CatalogueKind kind) => routes
        .MapGet($"/v1/{kind.Name}/{{id}}", (string id, DateTimeOffset? at, HttpContext context, CatalogueCalls calls, TimeProvider time) => Handle(kind, id, at, context, calls, time))
        .WithSummary($"The {kind.Singular} as it is now, or at an instant.")
        .Describe(StatusCodes.Status200OK, kind.Contract)
        .ProducesProblem(StatusCodes.Status404NotFound);

    private static async Task<Results<Ok<JsonObject>, ProblemHttpResult>> Handle(
        CatalogueKind kind, string id, DateTimeOffset? at, HttpContext context, CatalogueCalls calls, TimeProvider time)
    {
        var entry = VehicleId.IsValid(id) ? await calls.Find(kind.Name, id) : null;
        if (entry?.At((at ?? time.GetUtcNow()).ToUnixTimeMilliseconds()) is not { Value: not null } version) return Problem.NotFound(kind.Singular, id);
        EntryView.Tag(context.Response, entry.Latest.Version);
        return TypedResults.Ok(EntryView.Of(entry, version));
    }
}
