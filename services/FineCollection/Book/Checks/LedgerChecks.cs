using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Dapr.Actors;
using Dapr.Actors.Client;
using Fleet.Contracts;
using Fleet.ServiceDefaults;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Fleet.FineCollection.Book.Checks;

/// <summary>Begins and reads checks of the book.</summary>
public sealed class LedgerChecks(IActorProxyFactory actors)
{
    /// <summary>Sees to it that the book is checked every so many days; with 0 only when somebody asks.</summary>
    public Task Repeat(int everyDays, CancellationToken cancellation) =>
        Proxy().InvokeMethodAsync(nameof(ILedgerCheckActor.Repeat), new CheckInterval(everyDays), cancellation);

    /// <summary>Begins a check; if one runs, that is the answer.</summary>
    public async Task<CheckReport> Start(CancellationToken cancellation) =>
        (await Proxy().InvokeMethodAsync<CheckStart, CheckFound>(nameof(ILedgerCheckActor.Start), new CheckStart(CheckIds.New()), cancellation)).Report!;

    /// <summary>A check; null id: the latest. Null when there is none.</summary>
    public async Task<CheckReport?> Find(string? id, CancellationToken cancellation) =>
        (await Proxy().InvokeMethodAsync<CheckAsked, CheckFound>(nameof(ILedgerCheckActor.Find), new CheckAsked(id), cancellation)).Report;

    /// <summary>The last check that ended; null before the first.</summary>
    public async Task<CheckSummary?> LastEnded(CancellationToken cancellation) =>
        (await Proxy().InvokeMethodAsync<CheckAsked, CheckFound>(nameof(ILedgerCheckActor.Find), new CheckAsked(null, OnlyEnded: true), cancellation)).Report?.Check;

    private ActorProxy Proxy() => actors.Create(new ActorId("book"), nameof(LedgerCheckActor));
}

/// <summary><c>POST /v1/ledger/checks</c>, and <c>GET /v1/ledger/checks/{id}</c> with an id or <c>latest</c>.</summary>
internal static class LedgerCheckRoutes
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/v1/ledger/checks", Start).WithSummary("Begins a check of the whole book; if one runs already, that is the answer.");
        routes.MapGet("/v1/ledger/checks/{id}", Find).WithSummary("A check with its findings; id or 'latest'.");
    }

    private static async Task<Accepted<CheckReport>> Start(LedgerChecks checks, CancellationToken cancellation)
    {
        var report = await checks.Start(cancellation);
        return TypedResults.Accepted("/v1/ledger/checks/" + report.Check.Id, report);
    }

    private static async Task<Results<Ok<CheckReport>, ProblemHttpResult>> Find(string id, LedgerChecks checks, CancellationToken cancellation)
    {
        if (id != "latest" && !CheckIds.CanBe(id)) return Problem.NotFound("check", id);
        return await checks.Find(id == "latest" ? null : id, cancellation) is { } report ? TypedResults.Ok(report) : Problem.NotFound("check", id);
    }
}

/// <summary>Ids of checks.</summary>
internal static partial class CheckIds
{
    public static string New() => DerivedId.Of("chk", Convert.ToHexString(RandomNumberGenerator.GetBytes(16)));

    public static bool CanBe(string text) => Id().IsMatch(text);

    [GeneratedRegex(@"^chk_[0-9a-z]{26}\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 100)]
    private static partial Regex Id();
}
