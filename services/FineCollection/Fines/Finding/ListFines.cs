using Fleet.ServiceDefaults;
using Fleet.ServiceDefaults.Indexes;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Fleet.FineCollection.Fines.Finding;

/// <summary><c>GET /v1/fines</c>: fines, the latest decided first; see <see cref="AskedFines"/> for what narrows the list.</summary>
internal static class ListFines
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/v1/fines", Handle);

    private static async Task<Ok<Page<FineLine>>> Handle(
        [AsParameters] PageRequest page, [AsParameters] AskedFines asked, IndexClient<FineLine> index, CancellationToken cancellation) =>
        TypedResults.Ok(await index.List(page, asked.Query(), cancellation));
}
