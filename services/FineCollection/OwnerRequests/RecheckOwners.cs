using Fleet.FineCollection.Fines;
using Fleet.FineCollection.Fines.Finding;
using Fleet.ServiceDefaults;
using Fleet.ServiceDefaults.Indexes;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Fleet.FineCollection.OwnerRequests;

/// <summary>
/// <c>POST /v1/owner-requests/recheck</c>: asks the registry again for every fine that waits. The service does so by itself from time to time, for
/// registries are corrected.
/// </summary>
internal sealed class RecheckOwners(IndexClient<FineLine> index, Owners owners, OwnerAssignment assignment)
{
    private const int AtOnce = 100;

    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost("/v1/owner-requests/recheck", Handle);

    /// <param name="Asked">Fines that waited.</param>
    /// <param name="Assigned">How many of them have an owner now.</param>
    internal sealed record Rechecked(int Asked, int Assigned);

    /// <summary>Looks once through the whole work list.</summary>
    public async Task<Rechecked> Run(string by, CancellationToken cancellation)
    {
        var (asked, assigned) = (0, 0);
        for (string? cursor = null; ;)
        {
            var page = await index.List(new PageRequest(AtOnce, cursor), Waiting.Query, cancellation);
            assigned += await Assign(page.Data, by, cancellation);
            asked += page.Data.Count;
            cursor = page.NextCursor;
            if (cursor is null) return new Rechecked(asked, assigned);
        }
    }

    private static async Task<Ok<Rechecked>> Handle(HttpRequest request, RecheckOwners recheck, CancellationToken cancellation) =>
        TypedResults.Ok(await recheck.Run(RequestHeaders.Actor(request), cancellation));

    private async Task<int> Assign(IReadOnlyList<FineLine> lines, string by, CancellationToken cancellation)
    {
        var found = await owners.Vehicles([.. lines.Select(line => (line.Plate, line.ViolatedAt))], cancellation);
        var known = lines.Zip(found).Where(pair => pair.Second.Owner is not null).ToList();
        var assigned = 0;
        var options = new ParallelOptions { MaxDegreeOfParallelism = OwnerAssignment.Parallelism, CancellationToken = cancellation };
        await Parallel.ForEachAsync(known, options, async (pair, stop) =>
        {
            if (await assignment.Assign(pair.First.Id, pair.Second.Owner!, by, stop) is { Refused: null }) Interlocked.Increment(ref assigned);
        });
        return assigned;
    }
}
