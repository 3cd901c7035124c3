using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Dapr.Actors;
using Dapr.Actors.Client;
using Fleet.Contracts;
using Fleet.FineCollection.Domain;
using Fleet.FineCollection.Tariffs.Comparisons;
using Fleet.ServiceDefaults;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Http.Metadata;

namespace Fleet.FineCollection.Tariffs.Api;

/// <summary>
/// <c>POST /v1/tariff-comparisons</c>: what the fines of a period would be under another tariff; they are not touched. <c>GET /{id}</c>: how far it is and
/// what it has found, <c>/differences</c> all fines that would be otherwise.
/// </summary>
internal static class CompareTariffs
{
    private const int First = 20;
    private const string Path = "/v1/tariff-comparisons";
    private static readonly string[] Json = ["application/json"];

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost(Path, Start).WithMetadata(new AcceptsMetadata(Json, typeof(ComparisonBody.Form)))
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status422UnprocessableEntity)
            .WithSummary("Recomputes the fines of a period under another tariff, without touching them.");
        routes.MapGet(Path + "/{id}", Get).WithSummary("How far a comparison is, and what it has found.");
        routes.MapGet(Path + "/{id}/differences", Find).WithSummary("The fines that would be otherwise.");
    }

    private static async Task<Results<Accepted<ComparisonView>, ProblemHttpResult>> Start(HttpContext context, TariffBook book, IActorProxyFactory actors)
    {
        var key = RequestHeaders.OnceKey(context.Request);
        var plan = ComparisonBody.Read(await JsonBody.Read(context.Request), book);
        var hash = Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(plan, ContractJson.Options)).AsSpan(0, 16));
        var id = DerivedId.Of("tcp", key ?? Guid.NewGuid().ToString("N"));
        var answer = await Proxy(actors, id).InvokeMethodAsync<ComparisonStart, ComparisonAnswer>(
            nameof(IComparisonActor.Start), new ComparisonStart(id, hash, plan), context.RequestAborted);
        if (answer.Result == StartResults.OtherRequest)
        {
            return Problem.Of(
                StatusCodes.Status409Conflict, "idempotency_key_reused", "This key came with another request before; send the same request, or another key.", "Idempotency-Key");
        }

        if (answer.Result == StartResults.Known) context.Response.Headers["Idempotent-Replayed"] = "true";
        // The same answer as the first time, however far it is by now.
        var head = answer.Head!;
        return TypedResults.Accepted($"{Path}/{id}", ComparisonView.Of(ComparisonHead.Queued(head.Id, head.Hash, head.Plan, head.CreatedAt)));
    }

    private static async Task<Results<Ok<ComparisonView>, ProblemHttpResult>> Get(string id, IActorProxyFactory actors, CancellationToken cancellation)
    {
        if (!IsId(id)) return Problem.NotFound("comparison", id);
        var answer = await Proxy(actors, id).InvokeMethodAsync<ComparisonAnswer>(nameof(IComparisonActor.Read), cancellation);
        if (answer.Head is not { } head) return Problem.NotFound("comparison", id);
        return TypedResults.Ok(ComparisonView.Of(head, head.Status == ComparisonStatus.Done ? await PageOf(id, new PageRequest(First, null), actors, cancellation) : null));
    }

    private static async Task<Results<Ok<Page<TariffDifference>>, ProblemHttpResult>> Find(
        string id, [AsParameters] PageRequest page, IActorProxyFactory actors, CancellationToken cancellation)
    {
        page.Size();
        return IsId(id) && await PageOf(id, page, actors, cancellation) is { } found ? TypedResults.Ok(found) : Problem.NotFound("comparison", id);
    }

    // Nothing is ever put between differences that were found, so a place is a cursor.
    private static async Task<Page<TariffDifference>?> PageOf(string id, PageRequest page, IActorProxyFactory actors, CancellationToken cancellation)
    {
        var from = page.StartingAfter is null ? 0
            : int.TryParse(page.StartingAfter, NumberStyles.None, CultureInfo.InvariantCulture, out var place) && place <= ComparisonHead.MostKept ? place
            : throw new RequestRefusedException(StatusCodes.Status400BadRequest, "bad_cursor", "starting_after is the nextCursor of an earlier page of the same list.", "starting_after");
        var found = await Proxy(actors, id).InvokeMethodAsync<DifferencesQuery, DifferencesFound>(
            nameof(IComparisonActor.Find), new DifferencesQuery(from, page.Size() + 1), cancellation);
        return found.Differences is null ? null : page.Of(found.Differences, _ => (from + page.Size()).ToString(CultureInfo.InvariantCulture));
    }

    // An id has the form of its kind, or it cannot exist and never becomes the name of an actor.
    private static bool IsId(string id) =>
        id.Length == 30 && id.StartsWith("tcp_", StringComparison.Ordinal) && id.AsSpan(4).IndexOfAnyExcept("0123456789abcdefghjkmnpqrstvwxyz") < 0;

    private static ActorProxy Proxy(IActorProxyFactory actors, string id) => actors.Create(new ActorId(id), nameof(ComparisonActor));
}
