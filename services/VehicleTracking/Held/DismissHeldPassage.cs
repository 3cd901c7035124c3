using Fleet.ServiceDefaults;
using Fleet.VehicleTracking.Shards;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Fleet.VehicleTracking.Held;

/// <summary><c>POST /v1/held-passages/{id}/dismiss</c>: nobody can read the plate, so the passage is erased.</summary>
internal static class DismissHeldPassage
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost("/v1/held-passages/{id}/dismiss", Handle)
        .WithSummary("Erases a held passage.");

    private static async Task<Results<NoContent, ProblemHttpResult>> Handle(string id, ShardCalls shards)
    {
        if ((await shards.Held(new HeldQuery(long.MaxValue, "", 1, id))).FirstOrDefault()?.Passage is not { } passage) return Problem.NotFound("held passage", id);
        await shards.CloseHeld(ShardKey.Of(passage.Plate), new HeldClosing(id, IsErased: true));
        return TypedResults.NoContent();
    }
}
