using System.Globalization;
using Fleet.ServiceDefaults;
using Fleet.VehicleTracking.Replays.Run;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Fleet.VehicleTracking.Replays.Api;

/// <summary>
/// <c>GET /v1/replays/{id}</c>: how far a replay is, and what it has found; <c>/differences</c> gives all of that, and
/// <c>DELETE</c> stops it.
/// </summary>
internal static class GetReplay
{
    private const int First = 20;

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/v1/replays/{id}", Get).WithSummary("How far a replay is, what it covers, and what would be otherwise.");
        routes.MapGet("/v1/replays/{id}/differences", Find).WithSummary("What would be otherwise: violations, overspeed episodes and corridors that would be new, gone or different.");
        routes.MapDelete("/v1/replays/{id}", Cancel).WithSummary("Stops a replay; what it has found stays. One that is over stays as it is.");
    }

    private static async Task<Results<Ok<ReplayView>, ProblemHttpResult>> Get(string id, ReplayCalls replays)
    {
        if (!IsId(id) || (await replays.Read(id)).Head is not { } head) return Problem.NotFound("replay", id);
        return TypedResults.Ok(ReplayView.Of(head, head.Status == ReplayStatus.Done ? await PageOf(id, new PageRequest(First, null), replays) : null));
    }

    private static async Task<Results<Ok<Page<Difference>>, ProblemHttpResult>> Find(string id, [AsParameters] PageRequest page, ReplayCalls replays)
    {
        page.Size();
        return IsId(id) && await PageOf(id, page, replays) is { } found ? TypedResults.Ok(found) : Problem.NotFound("replay", id);
    }

    private static async Task<Results<Ok<ReplayView>, ProblemHttpResult>> Cancel(string id, ReplayCalls replays) =>
        IsId(id) && (await replays.Cancel(id)).Head is { } head ? TypedResults.Ok(ReplayView.Of(head)) : Problem.NotFound("replay", id);

    // Nothing is ever put between differences that were found, so a place is a cursor.
    private static async Task<Page<Difference>?> PageOf(string id, PageRequest page, ReplayCalls replays)
    {
        var from = string.IsNullOrEmpty(page.StartingAfter) ? 0
            : int.TryParse(page.StartingAfter, NumberStyles.None, CultureInfo.InvariantCulture, out var place) && place < ReplayHead.MostKept ? place
            : throw new RequestRefusedException(StatusCodes.Status400BadRequest, "malformed_cursor", "starting_after is the nextCursor of a page.", "starting_after");
        if ((await replays.Find(id, new DifferencesQuery(from, page.Size() + 1))).Differences is not { } found) return null;
        return page.Of(found, _ => (from + page.Size()).ToString(CultureInfo.InvariantCulture));
    }

    // An id has the form of its kind, or it cannot exist and never becomes the name of an actor.
    private static bool IsId(string id) =>
        id.Length == 30 && id.StartsWith("rep_", StringComparison.Ordinal) && id.AsSpan(4).IndexOfAnyExcept("0123456789abcdefghjkmnpqrstvwxyz") < 0;
}
