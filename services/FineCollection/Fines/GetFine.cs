using Fleet.ServiceDefaults;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Fleet.FineCollection.Fines;

/// <summary><c>GET /v1/fines/{id}</c>: everything about a fine but the owner's name and address.</summary>
internal static class GetFine
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/v1/fines/{id}", Handle);

    private static async Task<Results<Ok<FineView>, ProblemHttpResult>> Handle(string id, FineDoor door, CancellationToken cancellation) =>
        await door.Find(id, cancellation) is { } fine ? TypedResults.Ok(FineView.Of(fine)) : Problem.NotFound("fine", id);
}
