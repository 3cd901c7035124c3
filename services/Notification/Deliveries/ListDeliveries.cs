using Fleet.Notification.Domain;
using Fleet.ServiceDefaults;
using Fleet.ServiceDefaults.Registers;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Fleet.Notification.Deliveries;

/// <summary><c>GET /v1/deliveries</c>: what became of fine events, the latest first.</summary>
internal static class ListDeliveries
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/v1/deliveries", Handle);

    private static async Task<Ok<Page<Delivery>>> Handle(
        [AsParameters] PageRequest page, RegisterClient<Delivery> register, CancellationToken cancellation) =>
        TypedResults.Ok(await register.List(page, keep: null, onlyShard: null, cancellation));
}
