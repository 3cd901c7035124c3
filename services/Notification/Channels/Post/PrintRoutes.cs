using System.Text;
using Dapr.Actors.Client;
using Fleet.ServiceDefaults;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Fleet.Notification.Channels.Post;

/// <summary>A list of print files, newest first.</summary>
/// <param name="Waiting">Letters that wait for the next file.</param>
public sealed record PrintFiles(IReadOnlyList<PrintFile> Data, bool HasMore, string? NextCursor, int Waiting);

/// <summary><c>/v1/print-files</c>: letters for the printer.</summary>
internal static class PrintRoutes
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/v1/print-files", Close).WithSummary("Closes the letters that wait into a file.");
        routes.MapGet("/v1/print-files", List).WithSummary("Files, newest first.");
        routes.MapGet("/v1/print-files/{id}", Download).WithSummary("A file's letters, as JSON lines or CSV.");
    }

    private static async Task<Results<Created<PrintFile>, ProblemHttpResult>> Close(HttpRequest request, IActorProxyFactory actors, CancellationToken cancellation)
    {
        var order = new CloseOrder(RequestHeaders.OnceKey(request));
        var closed = await PrintBook.Of(actors).InvokeMethodAsync<CloseOrder, Closed>(nameof(IPrintBook.Close), order, cancellation);
        return closed.File is { } file
            ? TypedResults.Created("/v1/print-files/" + file.Id, file)
            : Problem.Of(StatusCodes.Status409Conflict, "nothing_waiting", "No letter waits; closed files are at GET /v1/print-files.");
    }

    private static async Task<Ok<PrintFiles>> List([AsParameters] PageRequest page, IActorProxyFactory actors, CancellationToken cancellation)
    {
        var size = page.Size();
        var before = page.StartingAfter is { } id ? PrintBook.NumberOf(id) ?? throw BadCursor() : (int?)null;
        var found = await PrintBook.Of(actors).InvokeMethodAsync<FilesWanted, FilesFound>(nameof(IPrintBook.Files), new FilesWanted(before, size + 1), cancellation);
        var (data, hasMore) = (found.Files.Take(size).ToList(), found.Files.Count > size);
        return TypedResults.Ok(new PrintFiles(data, hasMore, hasMore ? data[^1].Id : null, found.Waiting));
    }

    private static async Task<IResult> Download(string id, [FromQuery] string? format, HttpContext context, IActorProxyFactory actors)
    {
        var form = format ?? PrintText.Lines;
        if (form is not (PrintText.Lines or PrintText.Csv)) return Problem.Of(StatusCodes.Status400BadRequest, "unknown_format", "format is ndjson or csv.", "format");
        var cancellation = context.RequestAborted;
        if (PrintBook.NumberOf(id) is not { } number || await Page(actors, number, 0, cancellation) is not { File: { } file } page) return Problem.NotFound("print file", id);
        return TypedResults.Stream(
            async body =>
            {
                await body.WriteAsync(Encoding.UTF8.GetBytes(PrintText.Head(form)), cancellation);
                for (var next = 1; page.Letters.Count > 0; next++)
                {
                    foreach (var letter in page.Letters) await body.WriteAsync(Encoding.UTF8.GetBytes(PrintText.Of(letter, form)), cancellation);
                    page = await Page(actors, number, next, cancellation);
                }
            },
            form == PrintText.Csv ? "text/csv; charset=utf-8" : "application/x-ndjson",
            $"{file.Id}.{form}");
    }

    private static Task<PageFound> Page(IActorProxyFactory actors, int file, int page, CancellationToken cancellation) =>
        PrintBook.Of(actors).InvokeMethodAsync<PageWanted, PageFound>(nameof(IPrintBook.Page), new PageWanted(file, page), cancellation);

    private static RequestRefusedException BadCursor() =>
        new(StatusCodes.Status400BadRequest, "unknown_cursor", "starting_after is the id of a print file, such as prt_000001.", "starting_after");
}
