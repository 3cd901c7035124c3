using Fleet.FineCollection.Domain.Life;
using Fleet.ServiceDefaults.DeadLetters;
using Fleet.ServiceDefaults.Indexes;
using Fleet.ServiceDefaults.Registers;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Fleet.FineCollection.Fines.Finding;

/// <summary><c>GET /v1/stats</c>: durable totals.</summary>
internal static class Stats
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/v1/stats", Handle);

    /// <param name="Fines">Fines in the lists, those of nominated drivers among them.</param>
    /// <param name="FinesIssued">How many began as issued; like the two that follow, counted just before the fine is listed.</param>
    /// <param name="FinesReferred">How many were referred to the prosecutor.</param>
    /// <param name="FinesOwnerUnknown">How many began without a known owner.</param>
    /// <param name="DeadLetters">Violations that could not be taken and wait for a person.</param>
    /// <param name="States">Fines by the state that they are in now.</param>
    internal sealed record Numbers(
        long Fines, long FinesIssued, long FinesReferred, long FinesOwnerUnknown, long DeadLetters, IReadOnlyDictionary<string, long> States);

    private static async Task<Ok<Numbers>> Handle(
        RegisterClient<RegisteredFine> register, IndexClient<FineLine> index, DeadLetterStore deadLetters, CancellationToken cancellation)
    {
        // In this order: what is listed is counted already.
        var now = await index.Totals(cancellation);
        var began = await register.Totals(cancellation);
        return TypedResults.Ok(new Numbers(
            now.Values.Sum(),
            began.GetValueOrDefault(FineTotals.Issued),
            began.GetValueOrDefault(FineTotals.Referred),
            began.GetValueOrDefault(FineTotals.OwnerUnknown),
            await deadLetters.CountWaiting(cancellation),
            FineStates.All.ToDictionary(state => state, state => now.GetValueOrDefault(FineIndex.State(state)), StringComparer.Ordinal)));
    }
}
