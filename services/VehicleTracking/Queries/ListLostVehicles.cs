using System.Globalization;
using Fleet.Contracts.VehicleTracking;
using Fleet.ServiceDefaults;
using Fleet.VehicleTracking.Shards;

namespace Fleet.VehicleTracking.Queries;

/// <summary><c>GET /v1/lost-vehicles</c>: vehicles that entered a section and never left it, newest first.</summary>
internal static class ListLostVehicles
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/v1/lost-vehicles", Handle)
        .WithSummary("Vehicles that entered a section and never left it, newest first.");

    private static async Task<Page<VehicleLost>> Handle(ShardCalls shards, [AsParameters] PageRequest page)
    {
        var (beforeMs, beforeId) = Parse(page.StartingAfter);
        var views = await shards.Lost(new LostQuery(beforeMs, beforeId, page.Size() + 1));
        var newest = views.SelectMany(view => view.Vehicles).OrderByDescending(lost => lost.LostAt).ThenByDescending(lost => lost.EventId, StringComparer.Ordinal);
        return page.Of(newest, Cursor);
    }

    private static string Cursor(VehicleLost lost) =>
        string.Create(CultureInfo.InvariantCulture, $"{lost.LostAt.ToUnixTimeMilliseconds()}.{lost.EventId}");

    private static (long BeforeMs, string BeforeId) Parse(string? cursor)
    {
        if (string.IsNullOrEmpty(cursor)) return (long.MaxValue, "");
        var parts = cursor.Split('.', 2);
        return parts.Length == 2 && long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var before)
            ? (before, parts[1])
            : throw new RequestRefusedException(StatusCodes.Status400BadRequest, "wrong_type", "starting_after is a cursor of this list.", "starting_after");
    }
}
