using Fleet.Contracts.VehicleRegistry;
using Fleet.FineCollection.Fines;
using Fleet.FineCollection.Fines.Finding;
using Fleet.ServiceDefaults;
using Fleet.ServiceDefaults.Indexes;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Fleet.FineCollection.OwnerRequests;

/// <summary><c>GET /v1/owner-requests</c>: the work list, the latest decided first.</summary>
internal static class ListOwnerRequests
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/v1/owner-requests", Handle);

    private static async Task<Ok<Page<OwnerRequest>>> Handle(
        [AsParameters] PageRequest page, IndexClient<FineLine> index, Owners owners, CancellationToken cancellation)
    {
        var lines = await index.List(page, Waiting.Query, cancellation);
        var vehicles = await owners.Vehicles([.. lines.Data.Select(line => (line.Plate, line.ViolatedAt))], cancellation);
        return TypedResults.Ok(new Page<OwnerRequest>([.. lines.Data.Zip(vehicles, Request)], lines.HasMore, lines.NextCursor));
    }

    private static OwnerRequest Request(FineLine line, RegisteredVehicle vehicle) => new(
        line.Id,
        line.Plate,
        line.ViolatedAt,
        line.DecidedAt,
        line.RoadName,
        vehicle.Country is null ? OwnerRequestKinds.Unknown : OwnerRequestKinds.Foreign,
        vehicle.Country);
}
