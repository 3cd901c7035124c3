using Fleet.FineCollection.Domain;
using Fleet.FineCollection.Domain.Life;
using Fleet.ServiceDefaults;
using Fleet.ServiceDefaults.Registers;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Fleet.FineCollection.Fines;

/// <summary><c>GET /v1/fines</c>: fines, the latest decided first; <c>state</c> and <c>plate</c> narrow the list.</summary>
internal static class ListFines
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/v1/fines", Handle);

    private static async Task<Results<Ok<Page<FineLine>>, ProblemHttpResult>> Handle(
        [AsParameters] PageRequest page, string? state, string? plate, RegisterClient<FineLine> register, CancellationToken cancellation)
    {
        if (state is not null && !FineStates.All.Contains(state))
            return Problem.Of(StatusCodes.Status400BadRequest, "unknown_state", $"state is one of {string.Join(", ", FineStates.All)}.", "state");
        var normalised = plate is null ? null : string.Concat(plate.Where(c => c is not (' ' or '-'))).ToUpperInvariant();
        Func<FineLine, bool>? keep = state is null && normalised is null
            ? null
            : line => (state is null || line.State == state) && (normalised is null || line.Plate == normalised);
        return TypedResults.Ok(await register.List(page, keep, normalised is null ? null : register.ShardOf(normalised), cancellation));
    }
}
