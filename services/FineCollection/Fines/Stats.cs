using Fleet.ServiceDefaults.DeadLetters;
using Fleet.ServiceDefaults.Registers;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Fleet.FineCollection.Fines;

/// <summary><c>GET /v1/stats</c>: durable totals.</summary>
internal static class Stats
{
    private static readonly string[] Names = [FineTotals.All, FineTotals.Issued, FineTotals.Referred, FineTotals.OwnerUnknown];

    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/v1/stats", Handle);

    private static async Task<Ok<Dictionary<string, long>>> Handle(
        RegisterClient<FineLine> register, RegisterClient<DeadLetter> deadLetters, CancellationToken cancellation)
    {
        var totals = await register.Totals(cancellation);
        var stats = Names.ToDictionary(name => name, name => totals.GetValueOrDefault(name));
        stats[DeadLetters.Total] = await DeadLetters.Count(deadLetters, cancellation);
        return TypedResults.Ok(stats);
    }
}
