using Dapr.Actors;
using Dapr.Actors.Client;
using Fleet.ServiceDefaults;

namespace Fleet.VehicleTracking.Catalogue;

/// <summary>Calls the catalogue. What goes wrong on the way is 503 for the client, who may send again.</summary>
internal sealed class CatalogueCalls(IActorProxyFactory actors, TimeProvider time, ILogger<CatalogueCalls> log)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public Task<CatalogueNews> Open(CatalogueSeed seed) =>
        Call(nameof(ICatalogueActor.Open), (proxy, method, ct) => proxy.InvokeMethodAsync<CatalogueSeed, CatalogueNews>(method, seed, ct));

    public Task<CatalogueOutcomes> Change(CatalogueRequest request) =>
        Call(nameof(ICatalogueActor.Change), (proxy, method, ct) => proxy.InvokeMethodAsync<CatalogueRequest, CatalogueOutcomes>(method, request, ct));

    public Task<CatalogueNews> News(long revision) =>
        Call(nameof(ICatalogueActor.News), (proxy, method, ct) => proxy.InvokeMethodAsync<long, CatalogueNews>(method, revision, ct));

    public Task<PagesView> Pages(IReadOnlyList<string> names) =>
        Call(nameof(ICatalogueActor.Pages), (proxy, method, ct) => proxy.InvokeMethodAsync<PagesQuery, PagesView>(method, new PagesQuery(names), ct));

    public Task<EntriesView> Entries(string kind, IReadOnlyList<string> ids) =>
        Call(nameof(ICatalogueActor.Entries), (proxy, method, ct) => proxy.InvokeMethodAsync<EntriesQuery, EntriesView>(method, new EntriesQuery(kind, ids), ct));

    /// <summary>The entry with this id; null without one.</summary>
    public async Task<CatalogueEntry?> Find(string kind, string id) => (await Entries(kind, [id])).Entries is [var first, ..] ? first : null;

    private async Task<T> Call<T>(string method, Func<ActorProxy, string, CancellationToken, Task<T>> call)
    {
        using var patience = new CancellationTokenSource(Patience, time);
        try
        {
            return await call(actors.Create(new ActorId(CatalogueActor.ActorName), nameof(CatalogueActor)), method, patience.Token);
        }
        catch (Exception failure)
        {
            log.LogWarning("{Method} of the catalogue failed: {Reason}", method, failure.Message);
            throw new RequestRefusedException(StatusCodes.Status503ServiceUnavailable, "unavailable", "Tracking cannot reach its store; try again.", cause: failure);
        }
    }
}
