using Fleet.Contracts.VehicleTracking;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Fleet.VehicleTracking.Ingest;

/// <summary><c>POST /v1/positions</c>: devices report where their vehicles are.</summary>
internal static class PostPositions
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost("/v1/positions", Handle)
        .WithSummary("Reports positions, one or an array; what is answered as accepted is in the history.")
        .Accepts<Position[]>("application/json")
        .ProducesProblem(StatusCodes.Status413PayloadTooLarge)
        .ProducesProblem(StatusCodes.Status422UnprocessableEntity)
        .ProducesProblem(StatusCodes.Status429TooManyRequests);

    private static async Task<Results<Accepted<IngestResult>, ProblemHttpResult>> Handle(
        HttpRequest request, ShardDoor door, TimeProvider time, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var body = await IngestBody.Read(request.Body, json => PositionReader.Read(json, now), cancellation);
        return IngestAnswer.To(body, await door.Take(body.Good), (_, outcome) => throw new InvalidOperationException($"A position cannot be {outcome}."));
    }
}
