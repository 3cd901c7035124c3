using Microsoft.AspNetCore.Http.HttpResults;

namespace Fleet.VehicleRegistry.Vehicles;

/// <summary><c>GET /v1/stats</c>: numbers of the registry.</summary>
internal static class Stats
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/v1/stats", Handle);

    private static async Task<Ok<Dictionary<string, long>>> Handle(VehicleDirectory directory, CancellationToken cancellation) =>
        TypedResults.Ok(new Dictionary<string, long> { ["vehicles"] = (await directory.Current(cancellation)).Count });
}
