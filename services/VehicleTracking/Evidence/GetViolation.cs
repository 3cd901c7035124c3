using Fleet.Contracts.VehicleTracking;
using Fleet.ServiceDefaults;
using Fleet.VehicleTracking.Shards;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Fleet.VehicleTracking.Evidence;

/// <summary>
/// <c>GET /v1/violations/{id}</c>, its <c>/evidence</c>, and <c>POST .../recompute</c>, which computes it again from the
/// evidence alone.
/// </summary>
internal static class GetViolation
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/v1/violations/{id}", async Task<Results<Ok<SpeedingViolation>, ProblemHttpResult>> (string id, ShardCalls shards) =>
            await Find(shards, id) is { } stored ? TypedResults.Ok(stored.Violation) : Problem.NotFound("violation", id))
            .WithSummary("A violation, as it was published.");
        routes.MapGet("/v1/violations/{id}/evidence", async Task<Results<Ok<ViolationEvidence>, ProblemHttpResult>> (string id, ShardCalls shards) =>
            await Find(shards, id) is { } stored ? TypedResults.Ok(stored.Evidence) : Problem.NotFound("violation", id))
            .WithSummary("Everything that a violation rests on, with a hash over it.");
        routes.MapPost("/v1/violations/{id}/recompute", async Task<Results<Ok<Recomputation>, ProblemHttpResult>> (string id, ShardCalls shards) =>
            await Find(shards, id) is { } stored ? TypedResults.Ok(Recomputation.Of(stored)) : Problem.NotFound("violation", id))
            .WithSummary("Computes a violation again from its evidence alone and says whether it agrees.");
    }

    // An id has the form of its kind, or it cannot exist and never becomes the name of a state.
    private static async Task<StoredViolation?> Find(ShardCalls shards, string id) =>
        id.Length == 30 && id.StartsWith("vio_", StringComparison.Ordinal) && id.AsSpan(4).IndexOfAnyExcept("0123456789abcdefghjkmnpqrstvwxyz") < 0
            ? await shards.Violation(id)
            : null;
}
