using Fleet.Contracts.VehicleTracking;
using Fleet.ServiceDefaults;
using Fleet.VehicleTracking.Ingest;
using Fleet.VehicleTracking.SectionControl;
using Fleet.VehicleTracking.Shards;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Fleet.VehicleTracking.Held;

/// <summary>Body of <c>POST /v1/held-passages/{id}/confirm</c>.</summary>
/// <param name="Plate">What the plate says; null when the camera read it right.</param>
internal sealed record PlateConfirmation(string? Plate = null);

/// <summary>
/// <c>POST /v1/held-passages/{id}/confirm</c>: a person has looked, and the passage counts like any other from now on, in the
/// shard of the plate that it has now.
/// </summary>
internal static class ConfirmHeldPassage
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost("/v1/held-passages/{id}/confirm", Handle)
        .WithSummary("Takes a held passage as a good one, with another plate if the body names one.")
        .ProducesProblem(StatusCodes.Status422UnprocessableEntity)
        .ProducesProblem(StatusCodes.Status429TooManyRequests);

    private static async Task<Results<Ok<Passage>, ProblemHttpResult>> Handle(
        string id, ShardCalls shards, ShardDoor door, [FromBody(EmptyBodyBehavior = Microsoft.AspNetCore.Mvc.ModelBinding.EmptyBodyBehavior.Allow)] PlateConfirmation? body)
    {
        if ((await shards.Held(new HeldQuery(long.MaxValue, "", 1, id))).FirstOrDefault()?.Passage is not { } passage) return Problem.NotFound("held passage", id);
        if (Plates.Normalise(body?.Plate ?? passage.Plate) is not { } plate)
            return Problem.Of(StatusCodes.Status422UnprocessableEntity, "malformed_plate", "A plate has 2 to 12 letters A to Z and digits; spaces and hyphens do not count.", "plate");

        // Taken first and closed then: broken off in between, it is a duplicate when it is confirmed again.
        var confirmed = passage with { Plate = plate, Confirmed = true };
        var outcome = (await door.Take([(0, confirmed)]))[0];
        if (outcome == ItemOutcome.TooOld)
            return Problem.Of(StatusCodes.Status422UnprocessableEntity, "instant_too_old", "The section of this passage has timed out; nothing can be decided with it.", "id");
        if (outcome == ItemOutcome.Refused)
            return Problem.Of(StatusCodes.Status429TooManyRequests, "busy", "Too many events wait for the broker; confirm the passage again after a pause.");
        await shards.CloseHeld(ShardKey.Of(passage.Plate), new HeldClosing(id, IsErased: false));
        return TypedResults.Ok(confirmed);
    }
}
