using System.Text.Json;
using Fleet.Contracts;
using Fleet.ServiceDefaults;
using Fleet.VehicleTracking.Catalogue.Api;
using Fleet.VehicleTracking.Motion;
using Fleet.VehicleTracking.Reference;
using Fleet.VehicleTracking.Replays.Run;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Fleet.VehicleTracking.Replays.Api;

/// <summary><c>POST /v1/replays</c>: what would be decided under other limits or tolerances.</summary>
internal static class StartReplay
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost("/v1/replays", Handle)
        .DescribeBody(typeof(ReplayPlan)).ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status422UnprocessableEntity)
        .ProducesProblem(StatusCodes.Status429TooManyRequests)
        .WithSummary("Replays stored passages and positions of a span under other roads, limits, tolerances or zones; nothing that was decided is changed.");

    private static async Task<Results<Accepted<ReplayView>, ProblemHttpResult>> Handle(HttpContext context, ReferenceBook book, MotionSettings settings, ReplayCalls replays)
    {
        var key = RequestFacts.Of(context.Request).OnceKey;
        var plan = ReplayBody.Read(await JsonBody.Read(context.Request), book.Current);
        if (Contradiction(plan, book.Current, settings) is { } contradiction) return Problem.Of(StatusCodes.Status422UnprocessableEntity, "contradiction", contradiction, "changes");
        var id = DerivedId.Of("rep", key ?? Guid.NewGuid().ToString("N"));
        var answer = await replays.Start(new ReplayStart(id, EntryBody.Hash(JsonSerializer.Serialize(plan, ContractJson.Options)), plan));
        return answer switch
        {
            { Result: StartResult.OtherRequest } => Problem.Of(StatusCodes.Status409Conflict, "idempotency_key_reused", "This key came with another request before.", "Idempotency-Key"),
            { Head: { } head } => TypedResults.Accepted($"/v1/replays/{id}", ReplayView.Of(head)),
            _ => TooMany(context.Response),
        };
    }

    private static string? Contradiction(ReplayPlan plan, ReferenceSnapshot now, MotionSettings settings)
    {
        try
        {
            Hypothesis.Of(plan.Changes, now, settings);
            return null;
        }
        catch (InvalidDataException contradiction)
        {
            return contradiction.Message;
        }
    }

    private static ProblemHttpResult TooMany(HttpResponse response)
    {
        response.Headers.RetryAfter = "60";
        return Problem.Of(
            StatusCodes.Status429TooManyRequests, "too_many_replays", $"{BookView.MostWaiting} replays wait or {BookView.Most} are kept already; send it again when one is done.");
    }
}
