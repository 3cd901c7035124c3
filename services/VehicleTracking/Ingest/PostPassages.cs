using Fleet.Contracts.VehicleTracking;
using Fleet.VehicleTracking.Ingest.Ndjson;
using Fleet.VehicleTracking.Reference;
using Fleet.VehicleTracking.Shards;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Fleet.VehicleTracking.Ingest;

/// <summary><c>POST /v1/passages</c>: cameras report vehicles that passed.</summary>
internal static class PostPassages
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost("/v1/passages", Handle)
        .WithSummary("Reports passages, one, an array or a line each (NDJSON); what is answered as accepted is stored.")
        .Accepts<Passage[]>("application/json", NdjsonUpload.MediaTypes)
        .WithMetadata(NdjsonUpload.Streamed)
        .ProducesProblem(StatusCodes.Status413PayloadTooLarge)
        .ProducesProblem(StatusCodes.Status422UnprocessableEntity)
        .ProducesProblem(StatusCodes.Status429TooManyRequests);

    internal static async Task<Results<Accepted<IngestResult>, ProblemHttpResult>> Handle(
        HttpRequest request, ShardDoor door, IngestRoom room, NdjsonUpload upload, ReferenceBook reference, TimeProvider time, CancellationToken cancellation)
    {
        using var place = room.Enter();
        var roads = reference.Current.Roads;
        if (NdjsonUpload.Streamed.Covers(request))
            return await upload.Take<Passage>(request, json => PassageReader.Read(json, roads, time.GetUtcNow()), chunk => door.Take(chunk, isBounded: true), Explain, cancellation);
        var now = time.GetUtcNow();
        var body = await IngestBody.Read(place.Counted(request.Body), json => PassageReader.Read(json, roads, now), cancellation);
        return IngestAnswer.To(body, await door.Take(body.Good), Explain);

        ItemMistake Explain(Passage passage, ItemOutcome outcome) => outcome == ItemOutcome.TooOld
            ? PassageReader.TooOld(roads.At(passage.Camera, passage.Instant.ToUnixTimeMilliseconds())!.Road)
            : new ItemMistake(null, IngestAnswer.BusyCode, "Too many events wait for the broker; send the passage again after a pause.");
    }
}
