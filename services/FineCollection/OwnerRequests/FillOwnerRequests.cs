using Fleet.ServiceDefaults;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Fleet.FineCollection.OwnerRequests;

/// <summary><c>POST /v1/owner-requests/file</c>: owners for many fines as a CSV file. The same file again changes nothing.</summary>
internal static class FillOwnerRequests
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost("/v1/owner-requests/file", Handle).Accepts<IFormFile>("text/csv");

    /// <param name="Assigned">Lines whose fine has that owner now.</param>
    /// <param name="NotAssigned">Lines that changed nothing, in their order.</param>
    internal sealed record Filled(int Assigned, IReadOnlyList<LineNotAssigned> NotAssigned);

    /// <param name="Line">Line of the file, from 1.</param>
    /// <param name="FineId">The fine that it names.</param>
    /// <param name="Code">Stable reason.</param>
    /// <param name="Detail">What is wrong and what would be right.</param>
    /// <param name="Param">The offending column.</param>
    internal sealed record LineNotAssigned(int Line, string? FineId, string Code, string Detail, string? Param);

    private static async Task<Ok<Filled>> Handle(HttpRequest request, OwnerAssignment assignment, CancellationToken cancellation)
    {
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body, cancellation);
        body.Position = 0;
        var (lines, by) = (OwnerFile.Read(body), RequestHeaders.Actor(request));
        var mistakes = new LineNotAssigned?[lines.Count];
        var options = new ParallelOptions { MaxDegreeOfParallelism = OwnerAssignment.Parallelism, CancellationToken = cancellation };
        await Parallel.ForAsync(0, lines.Count, options, async (at, stop) => mistakes[at] = await Assign(lines[at], by, assignment, stop));
        return TypedResults.Ok(new Filled(mistakes.Count(mistake => mistake is null), [.. mistakes.OfType<LineNotAssigned>()]));
    }

    private static async Task<LineNotAssigned?> Assign(OwnerLine line, string by, OwnerAssignment assignment, CancellationToken cancellation)
    {
        if (line.Mistake is { } mistake) return new LineNotAssigned(line.Line, line.FineId, mistake.Code, mistake.Message, mistake.Param);
        return await assignment.Assign(line.FineId!, line.Owner!, by, cancellation) switch
        {
            null => new LineNotAssigned(line.Line, line.FineId, "not_found", $"There is no fine '{line.FineId}'.", "fineId"),
            { Refused: { } refused } => new LineNotAssigned(line.Line, line.FineId, refused.Code, refused.Detail, refused.Param),
            _ => null,
        };
    }
}
