using Fleet.Contracts.VehicleTracking;
using Fleet.ServiceDefaults;
using Fleet.VehicleTracking.Reference;

namespace Fleet.VehicleTracking.Queries;

/// <summary><c>GET /v1/roads</c>: the roads under section control and their cameras.</summary>
internal static class ListRoads
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/v1/roads", Handle)
        .WithSummary("Lists roads and their cameras.");

    private static Page<Road> Handle(ReferenceBook reference, TimeProvider time, [AsParameters] PageRequest page) => page.Of(
        reference.Current.Roads.At(time.GetUtcNow()).OrderBy(road => road.Id, StringComparer.Ordinal).Where(road => string.CompareOrdinal(road.Id, page.StartingAfter) > 0),
        road => road.Id);
}
