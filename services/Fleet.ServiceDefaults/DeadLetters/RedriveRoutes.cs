using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Fleet.ServiceDefaults.DeadLetters;

/// <summary>A redrive as people see it.</summary>
/// <param name="Id">Id of the redrive.</param>
/// <param name="State">One of <see cref="RedriveStates"/>.</param>
/// <param name="By">Who wanted it.</param>
/// <param name="Ids">How many letters were named; null when all that match were meant.</param>
/// <param name="Topic">Only of this dead-letter topic.</param>
/// <param name="Cause">Only of this cause.</param>
/// <param name="PerSecond">How many letters a second at most.</param>
/// <param name="DryRun">Whether it only says what would become of them.</param>
/// <param name="StartedAt">UTC.</param>
/// <param name="FinishedAt">UTC; null while it runs.</param>
/// <param name="Selected">How many letters it was to hand over when it began.</param>
/// <param name="Taken">How many were taken; in a dry run: would be.</param>
/// <param name="Refused">How many were refused again; in a dry run: would be. They wait on.</param>
/// <param name="Skipped">How many did not wait any more, or are unknown.</param>
/// <param name="Left">How many are still to be handed over; 0 when it is over.</param>
/// <param name="Refusals">Why letters were refused, by cause.</param>
public sealed record RedriveView(
    string Id, string State, string By, int? Ids, string? Topic, string? Cause, int PerSecond, bool DryRun, DateTimeOffset StartedAt, DateTimeOffset? FinishedAt,
    long Selected, long Taken, long Refused, long Skipped, long Left, IReadOnlyList<RedriveRefusal> Refusals)
{
    /// <summary>The view of a redrive.</summary>
    public static RedriveView Of(Redrive redrive)
    {
        var (plan, counts) = (redrive.Plan, redrive.Counts);
        var left = redrive.State == RedriveStates.Running ? Math.Max(0, redrive.Selected - counts.Taken - counts.Refused - counts.Skipped) : 0;
        return new RedriveView(
            redrive.Id, redrive.State, redrive.By, plan.Ids?.Count, plan.Topic, plan.Cause, plan.PerSecond, plan.DryRun, redrive.StartedAt, redrive.FinishedAt,
            redrive.Selected, counts.Taken, counts.Refused, counts.Skipped, left, redrive.Refusals);
    }
}

/// <summary>Handing letters to their service again: <c>/v1/dead-letters/redrives</c>.</summary>
internal static class RedriveRoutes
{
    private const string Path = "/v1/dead-letters/redrives";

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost(Path, Start);
        routes.MapGet(Path, async ([FromServices] DeadLetterStore store, CancellationToken stop) =>
            TypedResults.Ok(new Page<RedriveView>([.. (await store.Redrives(stop)).Select(RedriveView.Of)], HasMore: false)));
        routes.MapGet(Path + "/{id}", async (string id, [FromServices] DeadLetterStore store, CancellationToken stop) => Answer(id, await store.Redrive(id, stop)));
        routes.MapDelete(Path + "/{id}", async (string id, [FromServices] DeadLetterStore store, CancellationToken stop) => Answer(id, await store.Cancel(id, stop)));
    }

    private static async Task<Results<Accepted<RedriveView>, ProblemHttpResult>> Start(HttpContext context, [FromServices] DeadLetterStore store)
    {
        var (key, by) = (RequestHeaders.OnceKey(context.Request), RequestHeaders.Actor(context.Request));
        var plan = RedriveBody.Read(await JsonBody.Read(context.Request));
        var id = "red_" + Hash(key ?? Guid.NewGuid().ToString("N"));
        var opened = await store.Begin(new RedriveOrder(id, Hash(JsonSerializer.Serialize(plan)), by, plan), context.RequestAborted);
        if (opened.IsOther)
        {
            return Problem.Of(
                StatusCodes.Status409Conflict, "idempotency_key_reused", "This key came with another request before; send the same request, or another key.", "Idempotency-Key");
        }

        // Relative to the path that was asked, which differs at the gateway.
        return TypedResults.Accepted("redrives/" + id, RedriveView.Of(opened.Redrive));
    }

    private static Results<Ok<RedriveView>, ProblemHttpResult> Answer(string id, Redrive? redrive) =>
        redrive is null ? Problem.NotFound("redrive", id) : TypedResults.Ok(RedriveView.Of(redrive));

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 16));
}
