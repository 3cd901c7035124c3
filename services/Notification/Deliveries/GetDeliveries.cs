using Fleet.Notification.Domain;
using Fleet.ServiceDefaults;
using Fleet.ServiceDefaults.Registers;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Fleet.Notification.Deliveries;

/// <summary><c>GET /v1/deliveries/{fineId}</c>: what became of the events of one fine, oldest first.</summary>
internal static class GetDeliveries
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/v1/deliveries/{fineId}", Handle);

    private static async Task<Results<Ok<Page<Delivery>>, ProblemHttpResult>> Handle(
        string fineId, RegisterClient<Delivery> register, CancellationToken cancellation)
    {
        var deliveries = await register.Find(register.ShardOf(fineId), fineId, cancellation);
        return deliveries.Count > 0
            ? TypedResults.Ok(new Page<Delivery>(deliveries, HasMore: false))
            : Problem.NotFound("delivery of a fine", fineId, "fineId");
    }
}
