using System.Globalization;
using System.Text.RegularExpressions;
using Dapr.Actors;
using Dapr.Actors.Client;
using Fleet.ServiceDefaults;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Fleet.FineCollection.Statements.Imports;

/// <summary><c>GET /v1/bank-statements/{id}</c>: how far an import is, and its lines with what became of them.</summary>
internal static partial class GetStatement
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/v1/bank-statements/{id}", Handle)
        .WithSummary("An import: progress, counts by outcome, mistakes, and a page of its lines.");

    /// <param name="Import">The import.</param>
    /// <param name="Lines">A page of its lines, in the order of the file.</param>
    internal sealed record ImportView(ImportHead Import, Page<ImportedLine> Lines);

    private static async Task<Results<Ok<ImportView>, ProblemHttpResult>> Handle(string id, [AsParameters] PageRequest page, IActorProxyFactory actors, CancellationToken cancellation)
    {
        var (from, size) = (From(page.StartingAfter), page.Size());
        if (!Id().IsMatch(id)) return Problem.NotFound("bank statement", id);
        var found = await actors.Create(new ActorId(id), nameof(StatementImportActor))
            .InvokeMethodAsync<ImportRead, ImportFound>(nameof(IStatementImportActor.Read), new ImportRead(from, size), cancellation);
        if (found.Head is not { } head) return Problem.NotFound("bank statement", id);
        var next = from + found.Lines.Count;
        var hasMore = found.Lines.Count > 0 && next < head.Lines;
        return TypedResults.Ok(new ImportView(head, new Page<ImportedLine>(found.Lines, hasMore, hasMore ? next.ToString(CultureInfo.InvariantCulture) : null)));
    }

    private static int From(string? cursor) => cursor is null ? 0
        : int.TryParse(cursor, NumberStyles.None, CultureInfo.InvariantCulture, out var from) ? from
        : throw new RequestRefusedException(StatusCodes.Status400BadRequest, "bad_cursor", "starting_after is the nextCursor of an earlier page of the same list.", "starting_after");

    [GeneratedRegex(@"^imp_[0-9a-z]{26}\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 100)]
    private static partial Regex Id();
}
