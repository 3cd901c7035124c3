using Fleet.Contracts.VehicleTracking;
using Fleet.VehicleTracking.Reference;
using Fleet.VehicleTracking.Shards;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Fleet.VehicleTracking.Ingest;

/// <summary><c>POST /v1/passages</c>: cameras report vehicles that passed.</summary>
internal static class PostPassages
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost("/v1/passages", Handle)
        .WithSummary("Reports passages, one or an array; what is answered as accepted is stored.")
        .Accepts<Passage[]>("application/json")
        .ProducesProblem(StatusCodes.Status413PayloadTooLarge)
        .ProducesProblem(StatusCodes.Status422UnprocessableEntity)
        .ProducesProblem(StatusCodes.Status429TooManyRequests);

    private static async Task<Results<Accepted<IngestResult>, ProblemHttpResult>> Handle(
        HttpRequest request, ShardDoor door, ReferenceBook reference, TimeProvider time, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var roads = reference.Current.Roads;
        var body = await IngestBody.Read(request.Body, json => PassageReader.Read(json, roads, now), cancellation);
        return IngestAnswer.To(body, await door.Take(body.Good), (passage, outcome) => outcome == ItemOutcome.TooOld
            ? PassageReader.TooOld(roads.RoadOf(passage.Camera)!)
            : new ItemMistake(null, "busy", "Too many events wait for the broker; send the passage again after a pause."));
    }
}
