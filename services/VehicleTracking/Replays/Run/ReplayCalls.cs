using Dapr.Actors;
using Dapr.Actors.Client;
using Fleet.ServiceDefaults;

namespace Fleet.VehicleTracking.Replays.Run;

/// <summary>Calls replays and their list. What goes wrong on the way is 503 for the client, who may send again.</summary>
internal sealed class ReplayCalls(IActorProxyFactory actors, TimeProvider time, ILogger<ReplayCalls> log)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public Task<ReplayAnswer> Start(ReplayStart start) =>
        Call(start.Id, nameof(IReplayActor.Start), (proxy, method, ct) => proxy.InvokeMethodAsync<ReplayStart, ReplayAnswer>(method, start, ct));

    public Task<ReplayAnswer> Read(string id) =>
        Call(id, nameof(IReplayActor.Read), (proxy, method, ct) => proxy.InvokeMethodAsync<ReplayAnswer>(method, ct));

    public Task<DifferencesView> Find(string id, DifferencesQuery query) =>
        Call(id, nameof(IReplayActor.Find), (proxy, method, ct) => proxy.InvokeMethodAsync<DifferencesQuery, DifferencesView>(method, query, ct));

    public Task<ReplayAnswer> Cancel(string id) =>
        Call(id, nameof(IReplayActor.Cancel), (proxy, method, ct) => proxy.InvokeMethodAsync<ReplayAnswer>(method, ct));

    /// <summary>Lets every replay forget what it found of a vehicle's positions.</summary>
    public async Task Forget(string vehicle)
    {
        foreach (var entry in (await List()).Entries)
        {
            await Call(entry.Id, nameof(IReplayActor.Forget), async (proxy, method, ct) =>
            {
                await proxy.InvokeMethodAsync(method, vehicle, ct);
                return true;
            });
        }
    }

    public Task<BookAnswer> Enter(BookEntry entry) =>
        CallBook(nameof(IReplayBook.Enter), (proxy, method, ct) => proxy.InvokeMethodAsync<BookEntry, BookAnswer>(method, entry, ct));

    public Task<BookView> List() => CallBook(nameof(IReplayBook.List), (proxy, method, ct) => proxy.InvokeMethodAsync<BookView>(method, ct));

    public Task Leave(string id) => CallBook(nameof(IReplayBook.Leave), async (proxy, method, ct) =>
    {
        await proxy.InvokeMethodAsync(method, id, ct);
        return true;
    });

    private Task<T> CallBook<T>(string method, Func<ActorProxy, string, CancellationToken, Task<T>> call) =>
        Call(actors.Create(new ActorId(ReplayBook.ActorName), nameof(ReplayBook)), method, call);

    private Task<T> Call<T>(string id, string method, Func<ActorProxy, string, CancellationToken, Task<T>> call) =>
        Call(actors.Create(new ActorId(id), nameof(ReplayActor)), method, call);

    private async Task<T> Call<T>(ActorProxy proxy, string method, Func<ActorProxy, string, CancellationToken, Task<T>> call)
    {
        using var patience = new CancellationTokenSource(Patience, time);
        try
        {
            return await call(proxy, method, patience.Token);
        }
        catch (Exception failure)
        {
            log.LogWarning("{Method} of a replay failed: {Reason}", method, failure.Message);
            throw new RequestRefusedException(StatusCodes.Status503ServiceUnavailable, "unavailable", "Tracking cannot reach its store; try again.", cause: failure);
        }
    }
}
