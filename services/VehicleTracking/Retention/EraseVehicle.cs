using Fleet.ServiceDefaults;
using Fleet.VehicleTracking.Queries;
using Fleet.VehicleTracking.Replays.Run;
using Fleet.VehicleTracking.Shards;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Fleet.VehicleTracking.Retention;

/// <summary>
/// <c>DELETE /v1/vehicles/{id}</c>: erases everything of a vehicle but what the law makes one keep. 200 when it is done, also
/// when it was done before; 202 while it goes on by itself.
/// </summary>
internal static class EraseVehicle
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapDelete("/v1/vehicles/{id}", Handle)
        .WithSummary("Erases everything of a vehicle, by its id or its plate.");

    private static async Task<Results<Ok<ErasureView>, Accepted<ErasureView>, ProblemHttpResult>> Handle(string id, ShardCalls shards, ReplayCalls replays)
    {
        if (!VehicleIds.CanBe(id)) return Problem.NotFound("vehicle", id);
        var view = await shards.Erase(id);
        if (view.Status == ErasureStatus.Busy) throw new RequestRefusedException(StatusCodes.Status429TooManyRequests, "too_many_erasures", "Too many vehicles are being erased; try again later.");
        await replays.Forget(id);
        return view.Status == ErasureStatus.Erasing ? TypedResults.Accepted($"/v1/vehicles/{Uri.EscapeDataString(id)}/erasure", view) : TypedResults.Ok(view);
    }
}

/// <summary><c>GET /v1/vehicles/{id}/erasure</c>: how far the erasing of a vehicle is, or when it was done last.</summary>
internal static class GetErasure
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/v1/vehicles/{id}/erasure", Handle)
        .WithSummary("How far the erasing of a vehicle is, or when everything of it was erased last.");

    private static async Task<Results<Ok<ErasureView>, ProblemHttpResult>> Handle(string id, ShardCalls shards) =>
        VehicleIds.CanBe(id) && await shards.Erasure(id) is { Status: not ErasureStatus.Nothing } view ? TypedResults.Ok(view) : Problem.NotFound("erasure", id);
}
