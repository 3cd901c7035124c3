using System.Text.RegularExpressions;
using Dapr.Actors;
using Dapr.Actors.Client;
using Fleet.Contracts.FineCollection;
using Fleet.FineCollection.Domain;
using Fleet.FineCollection.Domain.Life;
using Fleet.ServiceDefaults;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Fleet.FineCollection.Fines;

/// <summary><c>GET /v1/fines/{id}</c>: everything about a fine but the owner's name and address.</summary>
internal static partial class GetFine
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/v1/fines/{id}", Handle);

    /// <param name="Id">Id of the fine.</param>
    /// <param name="State">One of <see cref="FineStates"/>.</param>
    /// <param name="Violation">What it is for.</param>
    /// <param name="Jurisdiction">Whose law applies.</param>
    /// <param name="TariffVersion">The tariff that decided.</param>
    /// <param name="OwnerId">Who is answerable; absent when nobody is known.</param>
    /// <param name="DecidedAt">When it was decided, UTC.</param>
    /// <param name="Due">What is still to be paid; absent for a referral.</param>
    /// <param name="DueDate">Last day to pay, local date of the road.</param>
    /// <param name="Ledger">All postings, oldest first.</param>
    internal sealed record FineDetail(
        string Id,
        string State,
        ViolationSummary Violation,
        string Jurisdiction,
        string TariffVersion,
        string? OwnerId,
        DateTimeOffset DecidedAt,
        Money? Due,
        DateOnly? DueDate,
        IReadOnlyList<Posting> Ledger);

    private static async Task<Results<Ok<FineDetail>, ProblemHttpResult>> Handle(string id, IActorProxyFactory actors, CancellationToken cancellation)
    {
        // Anything else would wake an actor for nothing.
        if (!FineId().IsMatch(id)) return Problem.NotFound("fine", id);
        var found = await actors.Create(new ActorId(id), nameof(FineActor)).InvokeMethodAsync<FineFound>(nameof(IFineActor.Get), cancellation);
        return found.Fine is { } fine ? TypedResults.Ok(Detail(fine)) : Problem.NotFound("fine", id);
    }

    private static FineDetail Detail(Fine fine) => new(
        fine.Id,
        fine.State,
        fine.Violation,
        fine.Jurisdiction,
        fine.TariffVersion,
        fine.Owner?.OwnerId,
        fine.DecidedAt,
        Ledger.Due(fine.Ledger),
        fine.DueDate,
        fine.Ledger);

    [GeneratedRegex(@"^fin_[A-Za-z0-9_\-]{1,64}\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 100)]
    private static partial Regex FineId();
}
