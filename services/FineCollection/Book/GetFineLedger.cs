using Fleet.Contracts.FineCollection;
using Fleet.FineCollection.Domain;
using Fleet.FineCollection.Fines;
using Fleet.ServiceDefaults;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Fleet.FineCollection.Book;

/// <summary><c>GET /v1/fines/{id}/ledger</c>: the ledger of one fine with what follows from it.</summary>
internal static class GetFineLedger
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/v1/fines/{id}/ledger", Handle)
        .WithSummary("All postings of a fine and the balance of each of its accounts.");

    /// <param name="Id">The fine.</param>
    /// <param name="Due">What is still to be paid; absent for a referral.</param>
    /// <param name="Balances">Balance of every account that has postings.</param>
    /// <param name="Postings">All postings, oldest first.</param>
    internal sealed record FineLedger(string Id, Money? Due, IReadOnlyList<FineBalance> Balances, IReadOnlyList<Posting> Postings);

    /// <param name="Account">One of <see cref="BookAccounts"/>.</param>
    /// <param name="MinorUnits">Debit less credit, integer minor units.</param>
    /// <param name="Currency">ISO 4217 code.</param>
    internal sealed record FineBalance(string Account, long MinorUnits, string Currency);

    private static async Task<Results<Ok<FineLedger>, ProblemHttpResult>> Handle(string id, FineDoor door, CancellationToken cancellation) =>
        await door.Find(id, cancellation) is { } fine ? TypedResults.Ok(Of(fine)) : Problem.NotFound("fine", id);

    private static FineLedger Of(Fine fine) => new(
        fine.Id,
        Ledger.Due(fine.Ledger),
        [.. fine.Ledger.GroupBy(posting => (posting.Account, posting.Currency)).Select(account => new FineBalance(account.Key.Account, Ledger.Sum(account), account.Key.Currency))],
        fine.Ledger);
}
