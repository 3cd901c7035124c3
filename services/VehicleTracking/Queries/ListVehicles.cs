using Fleet.ServiceDefaults;
using Fleet.VehicleTracking.Live;
using Fleet.VehicleTracking.Shards;
using Microsoft.AspNetCore.Mvc;

namespace Fleet.VehicleTracking.Queries;

/// <summary><c>GET /v1/vehicles</c>: vehicles that ever reported a position, by id, with their last state.</summary>
internal static class ListVehicles
{
    private const int Chunk = 25;
    private const int MostRead = 5_000;

    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/v1/vehicles", Handle)
        .WithSummary("Vehicles with their last state, in the order of their ids.");

    /// <param name="shards">The shards.</param>
    /// <param name="page">Which page; the cursor is an id.</param>
    /// <param name="status"><c>moving</c>, <c>stopped</c> or <c>offline</c>; without it all.</param>
    /// <param name="bbox">An area that the newest position is in: west,south,east,north in degrees.</param>
    private static async Task<Page<VehicleView>> Handle(ShardCalls shards, [AsParameters] PageRequest page, [FromQuery] string? status, [FromQuery] string? bbox)
    {
        var (size, area) = (page.Size(), string.IsNullOrEmpty(bbox) ? null : VehiclesWithin.Read(bbox));
        var wanted = string.IsNullOrEmpty(status) ? null : QueryChoice.Read(status, "status", VehicleStatus.Moving, VehicleStatus.Stopped, VehicleStatus.Offline);
        var (items, read) = (new List<VehicleView>(), 0);
        await foreach (var vehicle in new VehicleCursor(shards.Vehicles, Chunk).After(page.StartingAfter ?? ""))
        {
            if (IsWanted(vehicle, wanted, area)) items.Add(vehicle);
            if (items.Count > size) return new Page<VehicleView>(items[..size], HasMore: true, items[size - 1].Vehicle);
            if (++read == MostRead) return new Page<VehicleView>(items, HasMore: true, vehicle.Vehicle);
        }

        return new Page<VehicleView>(items, HasMore: false, NextCursor: null);
    }

    private static bool IsWanted(VehicleView vehicle, string? status, VehiclesWithin? area) =>
        (status is null || vehicle.Motion?.Status == status)
        && (area is null || (vehicle.Position is { } position && area.Holds(position.Latitude, position.Longitude)));
}
