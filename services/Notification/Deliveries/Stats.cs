using Fleet.Notification.Domain;
using Fleet.ServiceDefaults.DeadLetters;
using Fleet.ServiceDefaults.Registers;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Fleet.Notification.Deliveries;

/// <summary><c>GET /v1/stats</c>: durable totals.</summary>
internal static class Stats
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/v1/stats", Handle);

    private static async Task<Ok<Dictionary<string, long>>> Handle(
        RegisterClient<Delivery> register, RegisterClient<DeadLetter> deadLetters, CancellationToken cancellation)
    {
        var totals = await register.Totals(cancellation);
        return TypedResults.Ok(new Dictionary<string, long>
        {
            [DeliveryTotals.MailsDelivered] = totals.GetValueOrDefault(DeliveryTotals.MailsDelivered),
            [DeliveryTotals.Suppressed] = totals.GetValueOrDefault(DeliveryTotals.Suppressed),
            [DeadLetters.Total] = await DeadLetters.Count(deadLetters, cancellation),
        });
    }
}
