using Fleet.Contracts.VehicleRegistry;
using Fleet.ServiceDefaults;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Fleet.VehicleRegistry.Vehicles;

/// <summary><c>GET /v1/vehicles</c>: the registered vehicles in order of plate.</summary>
internal static class ListVehicles
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/v1/vehicles", Handle);

    private static async Task<Ok<Page<RegisteredVehicle>>> Handle(
        [AsParameters] PageRequest page, VehicleDirectory directory, CancellationToken cancellation) =>
        TypedResults.Ok(page.Of((await directory.Current(cancellation)).After(page.StartingAfter), vehicle => vehicle.Plate));
}
