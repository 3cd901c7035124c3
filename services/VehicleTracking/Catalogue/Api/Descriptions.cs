using Microsoft.AspNetCore.Http.Metadata;

namespace Fleet.VehicleTracking.Catalogue.Api;

/// <summary>Tells the API's description which contract goes in and out where the code handles all kinds alike.</summary>
internal static class Descriptions
{
    private static readonly string[] Json = ["application/json"];

    public static RouteHandlerBuilder Describe(this RouteHandlerBuilder route, int status, Type answer) =>
        route.WithMetadata(new ProducesResponseTypeMetadata(status, answer, Json));

    public static RouteHandlerBuilder DescribeBody(this RouteHandlerBuilder route, Type body) =>
        route.WithMetadata(new AcceptsMetadata(Json, body));

    public static RouteHandlerBuilder ProducesChangeProblems(this RouteHandlerBuilder route) => route
        .ProducesProblem(StatusCodes.Status409Conflict)
        .ProducesProblem(StatusCodes.Status412PreconditionFailed)
        .ProducesProblem(StatusCodes.Status422UnprocessableEntity);
}
