using Fleet.Notification.Domain.Messages;
using Fleet.Notification.Recipients;
using Fleet.ServiceDefaults.DeadLetters;
using Fleet.ServiceDefaults.Indexes;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Fleet.Notification.Deliveries;

/// <summary><c>GET /v1/stats</c>: durable totals.</summary>
internal static class Stats
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/v1/stats", Handle);

    private static async Task<Ok<Dictionary<string, long>>> Handle(
        IndexClient<MessageLine> index, DeadLetterStore deadLetters, CancellationToken cancellation)
    {
        var totals = new Dictionary<string, long>(await index.Totals(cancellation), StringComparer.Ordinal);
        totals.TryAdd(MessageTotals.MailsDelivered, 0);
        totals.TryAdd(MessageTotals.Suppressed, 0);
        totals[DeadLetters.Total] = await deadLetters.CountWaiting(cancellation);
        return TypedResults.Ok(totals);
    }
}
