using Fleet.ServiceDefaults;
using Fleet.VehicleTracking.Shards;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Fleet.VehicleTracking.Queries;

/// <summary><c>GET /v1/vehicles/{id}/stops</c>: stops of a vehicle, newest first, the one that lasts included.</summary>
internal static class ListStops
{
    private const int MostDays = 31;

    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/v1/vehicles/{id}/stops", Handle)
        .WithSummary("The stops of a vehicle that began within a span, newest first; by default within the 24 hours up to its last position.");

    private static async Task<Results<Ok<Page<StopView>>, ProblemHttpResult>> Handle(
        string id, ShardCalls shards, JournalReader journal, [AsParameters] AskedTime time, [AsParameters] PageRequest page)
    {
        if (!VehicleIds.CanBe(id) || await shards.Vehicle(id) is not { Position: { } newest } vehicle) return Problem.NotFound("vehicle", id);
        var span = time.Span(newest.Instant.ToUnixTimeMilliseconds(), MostDays);
        (long, string, StopView)? open = vehicle.Motion?.Stop is { } lasting ? (lasting.StartMs, lasting.Id, StopView.Of(id, lasting, isOver: false)) : null;
        return TypedResults.Ok(await journal.Read(id, EntryKind.Stop, span, page, entry => StopView.Of(id, entry.Stop!, isOver: true), open));
    }
}
