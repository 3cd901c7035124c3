using Fleet.ServiceDefaults;
using Fleet.VehicleTracking.Shards;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Fleet.VehicleTracking.Queries;

/// <summary><c>GET /v1/vehicles/{id}</c>: where a vehicle was last, by its id or its plate.</summary>
internal static class GetVehicle
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/v1/vehicles/{id}", Handle)
        .WithSummary("Last known state of a vehicle.");

    private static async Task<Results<Ok<VehicleView>, ProblemHttpResult>> Handle(string id, ShardCalls shards)
    {
        if (!VehicleIds.CanBe(id)) return Problem.NotFound("vehicle", id);
        var view = await shards.Vehicle(id);
        return view is { Position: null, Passage: null } ? Problem.NotFound("vehicle", id) : TypedResults.Ok(view);
    }
}
