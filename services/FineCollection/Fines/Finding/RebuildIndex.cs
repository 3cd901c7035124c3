using Dapr.Actors.Client;
using Fleet.ServiceDefaults.Indexes;
using Fleet.ServiceDefaults.Registers;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Fleet.FineCollection.Fines.Finding;

/// <summary><c>POST /v1/fines/index/rebuild</c> and <c>GET /v1/fines/index</c>: builds the lists of fines anew, and tells how far that is.</summary>
internal static class RebuildIndex
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/v1/fines/index/rebuild", Start);
        routes.MapGet("/v1/fines/index", Progress);
    }

    /// <param name="FinesRegistered">Fines that were ever set.</param>
    /// <param name="FinesListed">Fines in the lists.</param>
    /// <param name="Rebuild">The last rebuild; absent when there was none.</param>
    internal sealed record IndexView(long FinesRegistered, long FinesListed, RebuildView? Rebuild);

    /// <param name="Phase">One of <see cref="IndexPhases"/>.</param>
    /// <param name="FinesRead">Fines read for it so far.</param>
    /// <param name="StartedAt">When it was asked for, UTC.</param>
    /// <param name="FinishedAt">When it was done, UTC; absent before.</param>
    internal sealed record RebuildView(string Phase, long FinesRead, DateTimeOffset StartedAt, DateTimeOffset? FinishedAt);

    /// <summary>Builds lists that there are none of, though there are fines: what an earlier version left.</summary>
    public static async Task Missing(IServiceProvider services, CancellationToken cancellation)
    {
        var registered = await services.GetRequiredService<RegisterClient<RegisteredFine>>().Totals(cancellation);
        var listed = await services.GetRequiredService<IndexClient<FineLine>>().Totals(cancellation);
        if (listed.Count == 0 && registered.GetValueOrDefault(FineTotals.All) > 0)
            await FineIndexRebuild.Proxy(services.GetRequiredService<IActorProxyFactory>()).InvokeMethodAsync<IndexRebuild>(nameof(IFineIndexRebuild.Start), cancellation);
    }

    private static async Task<Accepted<RebuildView>> Start(IActorProxyFactory actors, CancellationToken cancellation)
    {
        var started = await FineIndexRebuild.Proxy(actors).InvokeMethodAsync<IndexRebuild>(nameof(IFineIndexRebuild.Start), cancellation);
        return TypedResults.Accepted("/v1/fines/index", View(started));
    }

    private static async Task<Ok<IndexView>> Progress(
        IActorProxyFactory actors, RegisterClient<RegisteredFine> register, IndexClient<FineLine> index, CancellationToken cancellation)
    {
        var found = await FineIndexRebuild.Proxy(actors).InvokeMethodAsync<IndexRebuildFound>(nameof(IFineIndexRebuild.Progress), cancellation);
        var registered = await register.Totals(cancellation);
        var listed = await index.Totals(cancellation);
        return TypedResults.Ok(new IndexView(
            registered.GetValueOrDefault(FineTotals.All), listed.Values.Sum(), found.Rebuild is { } rebuild ? View(rebuild) : null));
    }

    private static RebuildView View(IndexRebuild rebuild) => new(rebuild.Phase, rebuild.RowsRead, rebuild.StartedAt, rebuild.FinishedAt);
}
