using Fleet.FineCollection.Domain.Life;
using Fleet.ServiceDefaults;
using Microsoft.AspNetCore.Http.Metadata;

namespace Fleet.FineCollection.Fines.Desk;

/// <summary>Maps a command on a fine: <c>POST</c> with a body, answered with the fine after it.</summary>
internal static class DeskRoutes
{
    private static readonly string[] Json = ["application/json"];

    /// <param name="routes">Where to map it.</param>
    /// <param name="path">Path below the fine.</param>
    /// <param name="summary">What it does, for the API's description.</param>
    /// <param name="read">Reads the body.</param>
    /// <param name="command">Makes the command of it.</param>
    public static void MapCommand<TBody>(
        this IEndpointRouteBuilder routes, string path, string summary, Func<BodyFields, TBody> read, Func<TBody, DeskFacts, FineCommand> command) => routes
        .MapPost("/v1/fines/{id}/" + path, async (string id, HttpContext context, FineDesk desk) =>
            await desk.Take(context, id, BodyFields.Read(await JsonBody.Read(context.Request), read), command))
        .WithSummary(summary)
        .WithMetadata(new AcceptsMetadata(Json, typeof(TBody)))
        .Produces<FineView>()
        .ProducesProblem(StatusCodes.Status400BadRequest)
        .ProducesProblem(StatusCodes.Status404NotFound)
        .ProducesProblem(StatusCodes.Status409Conflict);
}
