using System.Globalization;
using System.Text.Json;
using Fleet.ServiceDefaults.Indexes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Fleet.ServiceDefaults.DeadLetters;

/// <summary>Looking at letters, and correcting them: <c>/v1/dead-letters</c>.</summary>
internal static class LetterRoutes
{
    private const string Path = "/v1/dead-letters";
    private const int MaxReason = 200;

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(Path, List);
        routes.MapGet(Path + "/groups", async ([FromServices] DeadLetterStore store, CancellationToken stop) =>
            TypedResults.Ok(new Page<LetterGroup>(await store.Groups(stop), HasMore: false)));
        routes.MapGet(Path + "/{id}", Get);
        routes.MapPut(Path + "/{id}/event", Edit);
        routes.MapPost(Path + "/{id}/dry-run", Try);
        routes.MapDelete(Path + "/{id}", Discard);
        routes.MapPost(Path + "/{id}/reopen", (HttpContext context, string id, [FromServices] DeadLetterStore store) =>
            Change(context, new LetterChange(id, LetterSteps.Reopened, RequestHeaders.Actor(context.Request), Version(context.Request)), store));
    }

    private static async Task<Ok<Page<LetterRow>>> List(
        [AsParameters] PageRequest page, string? state, string? topic, string? cause, [FromServices] DeadLetterStore store, CancellationToken cancellation)
    {
        if (state is not null && !LetterStates.All.Contains(state))
            throw Refused("unknown_state", $"state is one of {string.Join(", ", LetterStates.All)}.", "state");
        bool Keep(LetterLine line) => (state ?? line.State) == line.State && (topic ?? line.Topic) == line.Topic && (cause ?? line.Cause) == line.Cause;
        var query = state switch
        {
            LetterStates.Waiting => new IndexQuery<LetterLine>(LetterTerms.Waiting(topic, cause)),
            _ => new IndexQuery<LetterLine>(state is null ? IndexTerms.All : LetterTerms.State(state), Keep: topic is null && cause is null ? null : Keep),
        };
        var found = await store.List(page, query, cancellation);
        return TypedResults.Ok(new Page<LetterRow>([.. found.Data.Select(LetterRow.Of)], found.HasMore, found.NextCursor));
    }

    private static async Task<Results<Ok<LetterAnswer>, ProblemHttpResult>> Get(HttpContext context, string id, [FromServices] DeadLetterStore store) =>
        await store.Find(id, context.RequestAborted) is { } letter ? Answer(context, letter) : Problem.NotFound("dead letter", id);

    private static async Task<Results<Ok<LetterAnswer>, ProblemHttpResult>> Edit(HttpContext context, string id, [FromServices] DeadLetterStore store)
    {
        if (context.Request.Headers.IfMatch.Count == 0)
        {
            return Problem.Of(
                StatusCodes.Status428PreconditionRequired,
                "precondition_required",
                "If-Match is the sequence of the letter that was read, in quotes, or * for whatever there is.",
                "If-Match");
        }

        var corrected = await JsonBody.Read(context.Request);
        if (corrected.ValueKind != JsonValueKind.Object) throw Refused("wrong_type", "The body is the corrected event: a JSON object.", null);
        var by = RequestHeaders.Actor(context.Request);
        return await Change(context, new LetterChange(id, LetterSteps.Edited, by, Version(context.Request), corrected), store);
    }

    private static async Task<Results<Ok<DryRun>, ProblemHttpResult>> Try(
        HttpContext context, string id, [FromServices] DeadLetterStore store, [FromServices] LetterTopics topics)
    {
        if (await store.Find(id, context.RequestAborted) is not { } letter) return Problem.NotFound("dead letter", id);
        if (topics.Of(letter.Topic) is not { } topic) return TypedResults.Ok(DryRun.Refused(DryRun.NoTopic));
        var tried = await OptionalBody(context.Request) is { ValueKind: JsonValueKind.Object } given && given.TryGetProperty("event", out var other) ? other : letter.Event;
        return TypedResults.Ok(await topic.Check(context.RequestServices, tried, context.RequestAborted));
    }

    private static async Task<Results<Ok<LetterAnswer>, ProblemHttpResult>> Discard(HttpContext context, string id, [FromServices] DeadLetterStore store)
    {
        // Some clients send no body with DELETE.
        var body = await OptionalBody(context.Request);
        var given = body is { ValueKind: JsonValueKind.Object } json && json.TryGetProperty("reason", out var field) ? field : default;
        var reason = ((given.ValueKind == JsonValueKind.String ? given.GetString() : null) ?? context.Request.Query["reason"].ToString()).Trim();
        if (reason.Length is 0 or > MaxReason) throw Refused("required", $"reason says in 1 to {MaxReason} characters why the event is not to be taken.", "reason");
        return await Change(context, new LetterChange(id, LetterSteps.Discarded, RequestHeaders.Actor(context.Request), Version(context.Request), Reason: reason), store);
    }

    private static async Task<Results<Ok<LetterAnswer>, ProblemHttpResult>> Change(HttpContext context, LetterChange change, DeadLetterStore store)
    {
        var changed = await store.Change(change, context.RequestAborted);
        return changed switch
        {
            { Letter: null } => Problem.NotFound("dead letter", change.Id),
            { Refused: null, Letter: { } letter } => Answer(context, letter),
            { Refused: LetterRefusals.OtherVersion, Letter: { } letter } => Problem.Of(
                StatusCodes.Status412PreconditionFailed,
                LetterRefusals.OtherVersion,
                $"The letter was changed since: its sequence is {letter.Sequence}. Read it again.",
                "If-Match"),
            { Letter: { } letter } => Refusal(changed.Refused, letter),
        };
    }

    private static ProblemHttpResult Refusal(string code, DeadLetter letter)
    {
        string[] allowed = letter.State == LetterStates.Waiting ? ["edit", "dry_run", "redrive", "discard"] : ["dry_run", "reopen"];
        var problem = Problem.Of(StatusCodes.Status409Conflict, code, $"The letter is {letter.State}; allowed is {string.Join(", ", allowed)}.");
        problem.ProblemDetails.Extensions["state"] = letter.State;
        problem.ProblemDetails.Extensions["allowed"] = allowed;
        return problem;
    }

    private static Ok<LetterAnswer> Answer(HttpContext context, DeadLetter letter)
    {
        context.Response.Headers.ETag = string.Create(CultureInfo.InvariantCulture, $"\"{letter.Sequence}\"");
        return TypedResults.Ok(LetterAnswer.Of(letter));
    }

    private static async Task<JsonElement?> OptionalBody(HttpRequest request)
    {
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body, request.HttpContext.RequestAborted);
        body.Position = 0;
        return body.Length == 0 ? null : await JsonBody.Read(body, request.HttpContext.RequestAborted);
    }

    private static int? Version(HttpRequest request)
    {
        if (request.Headers.IfMatch is not [{ } text] || text.Trim() is "*") return null;
        return int.TryParse(text.Trim().Trim('"'), NumberStyles.None, CultureInfo.InvariantCulture, out var sequence)
            ? sequence
            : throw Refused("wrong_type", "If-Match is the sequence of the letter, in quotes.", "If-Match");
    }

    private static RequestRefusedException Refused(string code, string detail, string? param) => new(StatusCodes.Status400BadRequest, code, detail, param);
}
