using Fleet.FineCollection.Domain;
using Fleet.FineCollection.Domain.Life;
using Fleet.ServiceDefaults;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Fleet.FineCollection.Fines;

/// <summary><c>GET /v1/fines/{id}/audit</c>: who did what and when, in a chain of hashes that shows every change to it.</summary>
internal static class AuditFine
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/v1/fines/{id}/audit", Handle)
        .WithSummary("The audit trail of a fine, and whether its chain of hashes holds.");

    /// <param name="FineId">The fine; also the hash before the first line.</param>
    /// <param name="Verified">Every line's hash holds, and the ledger has one entry of sum zero a cause.</param>
    /// <param name="FirstBroken">Sequence of the first line that does not hold; absent when all do.</param>
    /// <param name="Trail">Oldest first. Empty for a fine from before trails were kept that has not changed since.</param>
    internal sealed record AuditView(string FineId, bool Verified, int? FirstBroken, IReadOnlyList<TrailEntry> Trail);

    private static async Task<Results<Ok<AuditView>, ProblemHttpResult>> Handle(string id, FineDoor door, CancellationToken cancellation)
    {
        if (await door.Find(id, cancellation) is not { } fine) return Problem.NotFound("fine", id);
        var broken = Trail.FirstBroken(fine.Id, fine.Trail);
        var isBalanced = fine.Ledger.GroupBy(posting => posting.Cause, StringComparer.Ordinal).All(entry => Ledger.Sum(entry) == 0);
        return TypedResults.Ok(new AuditView(fine.Id, broken is null && isBalanced, broken, fine.Trail ?? []));
    }
}
