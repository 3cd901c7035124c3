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
        var (beforeMs, beforeId) = TimeCursor.Parse(page.StartingAfter);
        var views = await shards.Lost(new LostQuery(beforeMs, beforeId, page.Size() + 1));
        var newest = views.SelectMany(view => view.Vehicles).OrderByDescending(lost => lost.LostAt).ThenByDescending(lost => lost.EventId, StringComparer.Ordinal);
        return page.Of(newest, lost => TimeCursor.Of(lost.LostAt, lost.EventId));
    }
}
