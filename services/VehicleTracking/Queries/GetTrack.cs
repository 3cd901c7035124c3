using System.Globalization;
using Fleet.Contracts.VehicleTracking;
using Fleet.ServiceDefaults;
using Fleet.VehicleTracking.Shards;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Fleet.VehicleTracking.Queries;

/// <summary><c>GET /v1/vehicles/{id}/track</c>: positions of a vehicle, newest first.</summary>
internal static class GetTrack
{
    private const int MostDays = 31;

    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/v1/vehicles/{id}/track", Handle)
        .WithSummary("Positions of a vehicle, newest first; by default those of the 24 hours up to its last one.");

    /// <param name="id">Vehicle.</param>
    /// <param name="shards">The shards.</param>
    /// <param name="page">Which page; the cursor is the instant of a position in Unix milliseconds.</param>
    /// <param name="from">Oldest instant wanted.</param>
    /// <param name="to">First instant no longer wanted.</param>
    private static async Task<Results<Ok<Page<Position>>, ProblemHttpResult>> Handle(
        string id, ShardCalls shards, [AsParameters] PageRequest page, [FromQuery] DateTimeOffset? from, [FromQuery] DateTimeOffset? to)
    {
        var limit = page.Size();
        if (!VehicleIds.CanBe(id) || (await shards.Vehicle(id)).Position is not { } last) return Problem.NotFound("vehicle", id);
        var before = (to ?? last.Instant.AddMilliseconds(1)).ToUnixTimeMilliseconds();
        var first = from?.ToUnixTimeMilliseconds() ?? before - (long)TimeSpan.FromDays(1).TotalMilliseconds;
        if (before - first > TimeSpan.FromDays(MostDays).TotalMilliseconds)
            return Problem.Of(StatusCodes.Status400BadRequest, "out_of_range", $"A track of {MostDays} days at most can be asked for at once.", "from");
        if (page.StartingAfter is { Length: > 0 } cursor)
        {
            if (!long.TryParse(cursor, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var seen))
                return Problem.Of(StatusCodes.Status400BadRequest, "wrong_type", "starting_after is a cursor of this list.", "starting_after");
            before = Math.Min(before, seen);
        }

        var view = await shards.Track(new TrackQuery(id, first, before, limit + 1));
        return TypedResults.Ok(page.Of(view.Positions, Cursor));
    }

    private static string Cursor(Position position) => position.Instant.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
}
