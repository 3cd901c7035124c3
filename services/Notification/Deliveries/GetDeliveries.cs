using Fleet.Notification.Domain;
using Fleet.Notification.Domain.Messages;
using Fleet.Notification.Recipients;
using Fleet.ServiceDefaults;
using Fleet.ServiceDefaults.Indexes;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Fleet.Notification.Deliveries;

/// <summary><c>GET /v1/deliveries/{fineId}</c>: what became of the events of one fine, oldest first.</summary>
internal static class GetDeliveries
{
    // More events than a fine can have.
    private const int Most = 100;

    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/v1/deliveries/{fineId}", Handle);

    private static async Task<Results<Ok<Page<Delivery>>, ProblemHttpResult>> Handle(
        string fineId, IndexClient<MessageLine> index, CancellationToken cancellation)
    {
        var found = await index.List(new PageRequest(Most, null), new IndexQuery<MessageLine>(MessageIndex.OfFine(fineId)), cancellation);
        var deliveries = found.Data.Select(line => line.Delivery()).OfType<Delivery>().Reverse().ToList();
        return deliveries.Count > 0
            ? TypedResults.Ok(new Page<Delivery>(deliveries, HasMore: false))
            : Problem.NotFound("delivery of a fine", fineId, "fineId");
    }
}
