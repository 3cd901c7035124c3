using System.Buffers;
using System.Text;
using Fleet.Contracts.VehicleTracking;
using Fleet.ServiceDefaults;
using Fleet.VehicleTracking.Shards;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Fleet.VehicleTracking.Ingest.Osmand;

/// <summary>
/// <c>/osmand</c>: the protocol of OsmAnd, Traccar Client and Traccar-compatible trackers. 200 without a body says that the
/// position is stored, now or before; a device that is not registered gets 400, and 404 for the JSON form, as these clients expect.
/// </summary>
internal static class OsmandEndpoint
{
    public const string Path = "/osmand";

    private const int MostFormBytes = 64 * 1024;
    private static readonly string[] Methods = ["GET", "POST"];

    public static void Map(IEndpointRouteBuilder routes) => routes.MapMethods(Path, Methods, Handle)
        .WithSummary("Takes a position as OsmAnd, Traccar Client and compatible trackers send it, by query, form or JSON.")
        .ProducesProblem(StatusCodes.Status404NotFound)
        .ProducesProblem(StatusCodes.Status413PayloadTooLarge)
        .ProducesProblem(StatusCodes.Status429TooManyRequests);

    private static async Task<Results<Ok, Ok<IngestResult>, ProblemHttpResult>> Handle(
        HttpRequest request, OsmandDevices devices, ShardDoor door, IngestRoom room, TimeProvider time, CancellationToken cancellation)
    {
        using var place = room.Enter();
        var now = time.GetUtcNow();
        if (HttpMethods.IsPost(request.Method) && request.ContentType?.Contains("json", StringComparison.OrdinalIgnoreCase) is true)
            return await TakeJson(place.Counted(request.Body), devices, door, now, cancellation);

        var text = request.QueryString.HasValue || !HttpMethods.IsPost(request.Method)
            ? request.QueryString.Value.AsMemory()
            : (await FormText(place.Counted(request.Body), cancellation)).AsMemory();
        // Who forgets to say that it is JSON.
        if (text.Span.TrimStart().StartsWith("{"))
            return await TakeJson(new MemoryStream(Encoding.UTF8.GetBytes(text.ToString())), devices, door, now, cancellation);
        var item = OsmandForm.Read(text, devices, now);
        if (item.Mistake is { } mistake) return Refused(mistake, StatusCodes.Status400BadRequest);
        return One(await door.Take(item.Value!), "timestamp");
    }

    private static async Task<Results<Ok, Ok<IngestResult>, ProblemHttpResult>> TakeJson(
        Stream stream, OsmandDevices devices, ShardDoor door, DateTimeOffset now, CancellationToken cancellation)
    {
        using var json = await IngestBody.Parse(stream, cancellation);
        var report = OsmandJson.Open(json.RootElement);
        if (report.Mistake is { } mistake) return Refused(mistake, StatusCodes.Status404NotFound);
        if (!report.IsArray)
        {
            var item = OsmandJson.Read(report.Locations[0], "location.", report.Device, devices, now);
            if (item.Mistake is { } wrong) return Refused(wrong, StatusCodes.Status404NotFound);
            return One(await door.Take(item.Value!), "location.timestamp");
        }

        var body = IngestBody.Split(report.Locations.Select((location, index) => OsmandJson.Read(location, $"location[{index}].", report.Device, devices, now)), isSingle: false);
        if (body.Good.Count == 0) return Refused(body.Bad[0].Mistake, StatusCodes.Status404NotFound);
        return Many(body, await door.Take(body.Good));
    }

    private static Results<Ok, Ok<IngestResult>, ProblemHttpResult> One(ItemOutcome outcome, string instantParam)
    {
        if (IsStored(outcome)) return TypedResults.Ok();
        return Refused(Mistake(outcome, instantParam), StatusCodes.Status400BadRequest);
    }

    private static Results<Ok, Ok<IngestResult>, ProblemHttpResult> Many(IngestBody<Position> body, ItemOutcome[] outcomes)
    {
        var bad = body.Bad.ToList();
        for (var i = 0; i < outcomes.Length; i++)
        {
            var index = body.Good[i].Index;
            if (!IsStored(outcomes[i])) bad.Add((index, Mistake(outcomes[i], $"location[{index}].timestamp")));
        }

        // What was stored beside it is known as a duplicate when the report comes again.
        if (bad.Find(item => item.Mistake.Code == IngestAnswer.BusyCode).Mistake is { } busy) return Refused(busy, StatusCodes.Status400BadRequest);
        if (bad.Count == 0) return TypedResults.Ok();
        bad.Sort((left, right) => left.Index.CompareTo(right.Index));
        var accepted = outcomes.Count(outcome => outcome == ItemOutcome.Accepted);
        var duplicates = outcomes.Count(outcome => outcome == ItemOutcome.Duplicate);
        return accepted + duplicates == 0
            ? Refused(bad[0].Mistake, StatusCodes.Status404NotFound)
            : TypedResults.Ok(new IngestResult(accepted, duplicates, bad.ConvertAll(item => item.Mistake.At(item.Index))));
    }

    private static bool IsStored(ItemOutcome outcome) => outcome is ItemOutcome.Accepted or ItemOutcome.Duplicate;

    // Trackers know the instant as the timestamp that they sent.
    private static ItemMistake Mistake(ItemOutcome outcome, string instantParam) =>
        PositionRefusals.Of(outcome) is { Param: not null } mistake ? mistake with { Param = instantParam } : PositionRefusals.Of(outcome);

    private static ProblemHttpResult Refused(ItemMistake mistake, int ifUnknown) => Problem.Of(Status(mistake, ifUnknown), mistake.Code, mistake.Detail, mistake.Param);

    private static int Status(ItemMistake mistake, int ifUnknown) => mistake.Code switch
    {
        "unknown_device" => ifUnknown,
        IngestAnswer.BusyCode => StatusCodes.Status429TooManyRequests,
        _ => StatusCodes.Status400BadRequest,
    };

    private static async Task<string> FormText(Stream body, CancellationToken cancellation)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(MostFormBytes + 1);
        try
        {
            var length = await body.ReadAtLeastAsync(buffer, MostFormBytes + 1, throwOnEndOfStream: false, cancellation);
            return length <= MostFormBytes
                ? Encoding.UTF8.GetString(buffer, 0, length)
                : throw new RequestRefusedException(StatusCodes.Status413PayloadTooLarge, "body_too_large", $"A form may have {MostFormBytes} bytes at most.");
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
