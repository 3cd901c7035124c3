using Fleet.ServiceDefaults;
using Fleet.VehicleTracking.Queries;
using Fleet.VehicleTracking.Shards;

namespace Fleet.VehicleTracking.Held;

/// <summary><c>GET /v1/held-passages</c>: passages whose plate the camera was not sure of, newest first.</summary>
internal static class ListHeldPassages
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/v1/held-passages", Handle)
        .WithSummary("Passages that wait for a person to look at the plate, newest first.");

    private static async Task<Page<HeldPassageView>> Handle(ShardCalls shards, [AsParameters] PageRequest page)
    {
        var (beforeMs, beforeId) = TimeCursor.Parse(page.StartingAfter);
        var held = await shards.Held(new HeldQuery(beforeMs, beforeId, page.Size() + 1));
        return page.Of(
            held.OrderByDescending(one => one.HeldAtMs).ThenByDescending(one => one.Id, StringComparer.Ordinal).Select(HeldPassageView.Of),
            one => TimeCursor.Of(one.HeldAt, one.Id));
    }
}
