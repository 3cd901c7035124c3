using System.Text;
using Fleet.ServiceDefaults;
using Fleet.VehicleTracking.Queries;
using Fleet.VehicleTracking.Shards;

namespace Fleet.VehicleTracking.Exports;

/// <summary>
/// <c>GET /v1/vehicles/{id}/trips.csv|geojson</c>, <c>stops.csv|geojson</c> and <c>events.csv|geojson</c>: what is over, oldest
/// first, as a file, written while it is read.
/// </summary>
internal static class ExportReport
{
    private const int MostDays = 366;

    public static void Map(IEndpointRouteBuilder routes)
    {
        Map(routes, EntryKind.Trip, "trips");
        Map(routes, EntryKind.Stop, "stops");
        Map(routes, EntryKind.Event, "events");
    }

    private static void Map(IEndpointRouteBuilder routes, EntryKind kind, string name) => routes
        .MapGet($"/v1/vehicles/{{id}}/{name}.{{format}}", (string id, string format, ShardCalls shards, JournalReader journal, [AsParameters] AskedTime time, HttpContext context) =>
            Handle(new Report(id, kind, name, format), shards, journal, time, context))
        .WithSummary($"The {name} of a vehicle that are over, as CSV or GeoJSON, oldest first.")
        .Produces(StatusCodes.Status200OK, contentType: "text/csv")
        .ProducesProblem(StatusCodes.Status404NotFound);

    private static async Task Handle(Report report, ShardCalls shards, JournalReader journal, AskedTime time, HttpContext context)
    {
        if (ReportFormats.Create(report.Kind, report.Format) is not { } writer)
        {
            await Problem.Of(StatusCodes.Status404NotFound, "unknown_format", "A report is had as csv, geojson.", "format").ExecuteAsync(context);
            return;
        }

        if (!VehicleIds.CanBe(report.Vehicle) || (await shards.Vehicle(report.Vehicle)).Position is not { } newest)
        {
            await Problem.NotFound("vehicle", report.Vehicle).ExecuteAsync(context);
            return;
        }

        var span = time.Span(newest.Instant.ToUnixTimeMilliseconds(), MostDays);
        await using var week = journal.Weeks(report.Vehicle, report.Kind, span).GetAsyncEnumerator(context.RequestAborted);
        // What fails before the first byte is still an ordinary answer.
        var hasMore = await week.MoveNextAsync();
        Download.Begin(context.Response, writer.ContentType, report.Vehicle, $"{report.Name}.{report.Format}");
        var text = new StringBuilder(writer.Head);
        for (; hasMore; hasMore = await week.MoveNextAsync())
        {
            foreach (var entry in week.Current) writer.Write(text, report.Vehicle, entry);
            await Flush(context.Response, text, context.RequestAborted);
        }

        text.Append(writer.Foot);
        await Flush(context.Response, text, context.RequestAborted);
    }

    private static async Task Flush(HttpResponse response, StringBuilder text, CancellationToken cancellation)
    {
        response.BodyWriter.Write(text);
        text.Clear();
        await response.BodyWriter.FlushAsync(cancellation);
    }

    private sealed record Report(string Vehicle, EntryKind Kind, string Name, string Format);
}
