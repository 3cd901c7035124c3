using System.Buffers;
using System.Text.Json;
using Fleet.Contracts;
using Fleet.ServiceDefaults;
using Fleet.VehicleTracking.Exports;
using Fleet.VehicleTracking.Queries;

namespace Fleet.VehicleTracking.Retention;

/// <summary>
/// <c>GET /v1/vehicles/{id}/archive</c>: everything that is kept about a vehicle, a JSON object a line, written while it is
/// read. The last line is of kind <c>end</c>: without it something is missing.
/// </summary>
internal static class GetArchive
{
    private const int FlushEvery = 500;
    private static readonly byte[] LineEnd = "\n"u8.ToArray();

    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/v1/vehicles/{id}/archive", Handle)
        .WithSummary("Everything that is kept about a vehicle, a JSON object a line: kind and data.")
        .Produces(StatusCodes.Status200OK, contentType: "application/x-ndjson")
        .ProducesProblem(StatusCodes.Status404NotFound);

    private static async Task Handle(string id, Archive archive, HttpContext context)
    {
        await using var lines = (VehicleIds.CanBe(id) ? archive.Of(id) : AsyncEnumerable.Empty<ArchiveLine>()).GetAsyncEnumerator(context.RequestAborted);
        // What fails before the first byte is still an ordinary answer.
        if (!await lines.MoveNextAsync())
        {
            await Problem.NotFound("vehicle", id).ExecuteAsync(context);
            return;
        }

        Download.Begin(context.Response, "application/x-ndjson", id, "archive.ndjson");
        var counts = new SortedDictionary<string, long>(StringComparer.Ordinal);
        for (var written = 1; ; written++)
        {
            counts[lines.Current.Kind] = counts.GetValueOrDefault(lines.Current.Kind) + 1;
            Write(context.Response, lines.Current);
            if (written % FlushEvery == 0) await context.Response.BodyWriter.FlushAsync(context.RequestAborted);
            if (!await lines.MoveNextAsync()) break;
        }

        Write(context.Response, new ArchiveLine("end", counts));
        await context.Response.BodyWriter.FlushAsync(context.RequestAborted);
    }

    private static void Write(HttpResponse response, ArchiveLine line)
    {
        using (var json = new Utf8JsonWriter(response.BodyWriter)) JsonSerializer.Serialize(json, line, ContractJson.Options);
        response.BodyWriter.Write(LineEnd);
    }
}
