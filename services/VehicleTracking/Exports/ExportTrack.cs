using Fleet.Contracts.VehicleTracking;
using Fleet.ServiceDefaults;
using Fleet.VehicleTracking.Queries;
using Fleet.VehicleTracking.Shards;

namespace Fleet.VehicleTracking.Exports;

/// <summary>
/// <c>GET /v1/vehicles/{id}/positions.geojson|gpx|kml|csv</c>: a track as a file, written while it is read. A failure on the
/// way breaks the connection off, so that half a file is not taken for a whole one.
/// </summary>
internal static class ExportTrack
{
    private const int MostDays = 366;

    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/v1/vehicles/{id}/positions.{format}", Handle)
        .WithSummary("A track as GeoJSON, GPX, KML or CSV, oldest position first; by default the 24 hours up to the last one.")
        .Produces(StatusCodes.Status200OK, contentType: "application/geo+json")
        .ProducesProblem(StatusCodes.Status404NotFound);

    private static async Task Handle(
        string id, string format, ShardCalls shards, TrackReader reader, [AsParameters] AskedTime time, [AsParameters] AskedForm form, HttpContext context)
    {
        if (TrackFormats.Create(format) is not { } writer)
        {
            await Problem.Of(StatusCodes.Status404NotFound, "unknown_format", $"A track is had as {TrackFormats.Names}.", "format").ExecuteAsync(context);
            return;
        }

        var (metres, leavesOutFiltered) = (form.SimplifyMetres(), form.LeavesOutFiltered(writer.LeavesOutFiltered));
        if (!VehicleIds.CanBe(id) || (await shards.Vehicle(id)).Position is not { } newest)
        {
            await Problem.NotFound("vehicle", id).ExecuteAsync(context);
            return;
        }

        var span = time.Span(newest.Instant.ToUnixTimeMilliseconds(), MostDays);
        var chunks = TrackForm.Of(reader.Read(id, span, isAscending: true, context.RequestAborted), metres, leavesOutFiltered);
        await Write(context.Response, id, format, writer, chunks, context.RequestAborted);
    }

    private static async Task Write(
        HttpResponse response, string vehicle, string format, ITrackWriter writer, IAsyncEnumerable<IReadOnlyList<Position>> chunks, CancellationToken cancellation)
    {
        await using var chunk = chunks.GetAsyncEnumerator(cancellation);
        // What fails before the first byte is still an ordinary answer.
        var hasMore = await chunk.MoveNextAsync();
        Download.Begin(response, writer.ContentType, vehicle, "positions." + format);
        writer.Begin(response.BodyWriter, vehicle);
        for (; hasMore; hasMore = await chunk.MoveNextAsync())
        {
            if (chunk.Current.Count == 0) continue;
            writer.Write(response.BodyWriter, chunk.Current);
            await response.BodyWriter.FlushAsync(cancellation);
        }

        writer.End(response.BodyWriter);
        await response.BodyWriter.FlushAsync(cancellation);
    }
}
