using Fleet.Contracts.VehicleTracking;
using Fleet.ServiceDefaults;
using Fleet.VehicleTracking.Queries;
using Fleet.VehicleTracking.SectionControl;
using Fleet.VehicleTracking.Shards;
using Microsoft.AspNetCore.Mvc;

namespace Fleet.VehicleTracking.Evidence;

/// <summary><c>GET /v1/violations</c>: violations, those that were found last first.</summary>
internal static class ListViolations
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/v1/violations", Handle)
        .WithSummary("Violations, those that were found last first; by plate, road, and when the vehicle left the leg (from, to).");

    private static async Task<Page<SpeedingViolation>> Handle(
        ShardCalls shards, [AsParameters] PageRequest page, [FromQuery] string? plate, [FromQuery] string? roadId, [FromQuery] DateTimeOffset? from, [FromQuery] DateTimeOffset? to)
    {
        var (beforeMs, beforeId) = TimeCursor.Parse(page.StartingAfter);
        var query = new ViolationQuery(
            beforeMs, beforeId, page.Size() + 1, PlateOf(plate), string.IsNullOrEmpty(roadId) ? null : roadId,
            from?.ToUnixTimeMilliseconds() ?? long.MinValue, to?.ToUnixTimeMilliseconds() ?? long.MaxValue);
        var found = (await shards.Violations(query)).OrderByDescending(stored => stored.DecidedAt).ThenByDescending(stored => stored.Violation.ViolationId, StringComparer.Ordinal);
        var stored = page.Of(found, last => TimeCursor.Of(last.DecidedAt, last.Violation.ViolationId));
        return new Page<SpeedingViolation>(stored.Data.Select(one => one.Violation).ToList(), stored.HasMore, stored.NextCursor);
    }

    private static string? PlateOf(string? plate) => string.IsNullOrEmpty(plate)
        ? null
        : Plates.Normalise(plate) ?? throw new RequestRefusedException(
            StatusCodes.Status400BadRequest, "malformed_plate", "A plate has 2 to 12 letters A to Z and digits; spaces and hyphens do not count.", "plate");
}
