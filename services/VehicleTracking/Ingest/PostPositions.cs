using Fleet.Contracts.VehicleTracking;
using Fleet.VehicleTracking.Ingest.Ndjson;
using Fleet.VehicleTracking.Shards;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Fleet.VehicleTracking.Ingest;

/// <summary><c>POST /v1/positions</c>: devices report where their vehicles are.</summary>
internal static class PostPositions
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost("/v1/positions", Handle)
        .WithSummary("Reports positions, one, an array or a line each (NDJSON); what is answered as accepted is in the history.")
        .Accepts<Position[]>("application/json", NdjsonUpload.MediaTypes)
        .WithMetadata(NdjsonUpload.Streamed)
        .ProducesProblem(StatusCodes.Status413PayloadTooLarge)
        .ProducesProblem(StatusCodes.Status422UnprocessableEntity)
        .ProducesProblem(StatusCodes.Status429TooManyRequests);

    internal static async Task<Results<Accepted<IngestResult>, ProblemHttpResult>> Handle(
        HttpRequest request, ShardDoor door, IngestRoom room, NdjsonUpload upload, TimeProvider time, CancellationToken cancellation)
    {
        using var place = room.Enter();
        if (NdjsonUpload.Streamed.Covers(request))
            return await upload.Take<Position>(request, json => PositionReader.Read(json, time.GetUtcNow()), chunk => door.Take(chunk, isBounded: true), Explain, cancellation);
        var now = time.GetUtcNow();
        var body = await IngestBody.Read(place.Counted(request.Body), json => PositionReader.Read(json, now), cancellation);
        return IngestAnswer.To(body, await door.Take(body.Good), Explain);
    }

    private static ItemMistake Explain(Position position, ItemOutcome outcome) => PositionRefusals.Of(outcome);
}
