using Fleet.ServiceDefaults;
using Fleet.VehicleTracking.Shards;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Fleet.VehicleTracking.Queries;

/// <summary><c>GET /v1/vehicles/{id}/trips</c>: trips of a vehicle, newest first, the one that lasts included.</summary>
internal static class ListTrips
{
    private const int MostDays = 31;

    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/v1/vehicles/{id}/trips", Handle)
        .WithSummary("The trips of a vehicle that began within a span, newest first; by default within the 24 hours up to its last position.");

    private static async Task<Results<Ok<Page<TripView>>, ProblemHttpResult>> Handle(
        string id, ShardCalls shards, JournalReader journal, [AsParameters] AskedTime time, [AsParameters] PageRequest page)
    {
        if (!VehicleIds.CanBe(id) || await shards.Vehicle(id) is not { Position: { } newest } vehicle) return Problem.NotFound("vehicle", id);
        var span = time.Span(newest.Instant.ToUnixTimeMilliseconds(), MostDays);
        (long, string, TripView)? open = vehicle.Motion?.Trip is { } lasting ? (lasting.StartMs, lasting.Id, TripView.Of(id, lasting, isOver: false)) : null;
        return TypedResults.Ok(await journal.Read(id, EntryKind.Trip, span, page, entry => TripView.Of(id, entry.Trip!, isOver: true), open));
    }
}
