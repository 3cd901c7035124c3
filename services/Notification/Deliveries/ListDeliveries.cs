using Fleet.Notification.Domain;
using Fleet.Notification.Domain.Messages;
using Fleet.ServiceDefaults;
using Fleet.ServiceDefaults.Indexes;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Fleet.Notification.Deliveries;

/// <summary><c>GET /v1/deliveries</c>: what became of fine events, the latest first.</summary>
internal static class ListDeliveries
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/v1/deliveries", Handle);

    private static async Task<Ok<Page<Delivery>>> Handle([AsParameters] PageRequest page, IndexClient<MessageLine> index, CancellationToken cancellation)
    {
        var found = await index.List(page, new IndexQuery<MessageLine>(IndexTerms.All, Keep: line => line.Delivery() is not null), cancellation);
        return TypedResults.Ok(new Page<Delivery>([.. found.Data.Select(line => line.Delivery()!)], found.HasMore, found.NextCursor));
    }
}
