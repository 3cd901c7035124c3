using Dapr.Actors;
using Dapr.Actors.Client;
using Fleet.ServiceDefaults;
using Fleet.VehicleTracking.Evidence;
using Fleet.VehicleTracking.Retention;
using Fleet.VehicleTracking.SectionControl;

namespace Fleet.VehicleTracking.Shards;

/// <summary>Calls shards. What goes wrong on the way is 503 for the client, who may send again: a shard takes nothing twice.</summary>
internal sealed class ShardCalls(IActorProxyFactory actors, TimeProvider time, ILogger<ShardCalls> log)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public Task<ShardOutcomes> Take(int shard, ShardBatch batch) =>
        Call(shard, nameof(ITrackingShard.Take), (proxy, method, ct) => proxy.InvokeMethodAsync<ShardBatch, ShardOutcomes>(method, batch, ct));

    public Task<VehicleView> Vehicle(string id) =>
        Call(ShardKey.Of(id), nameof(ITrackingShard.Vehicle), (proxy, method, ct) => proxy.InvokeMethodAsync<string, VehicleView>(method, id, ct));

    public Task<TrackView> Track(TrackQuery query) =>
        Call(ShardKey.Of(query.Vehicle), nameof(ITrackingShard.Track), (proxy, method, ct) => proxy.InvokeMethodAsync<TrackQuery, TrackView>(method, query, ct));

    public Task<EntriesView> Entries(EntriesQuery query) =>
        Call(ShardKey.Of(query.Vehicle), nameof(ITrackingShard.Entries), (proxy, method, ct) => proxy.InvokeMethodAsync<EntriesQuery, EntriesView>(method, query, ct));

    public Task<VehiclesView> Vehicles(int shard, VehiclesQuery query) =>
        Call(shard, nameof(ITrackingShard.Vehicles), (proxy, method, ct) => proxy.InvokeMethodAsync<VehiclesQuery, VehiclesView>(method, query, ct));

    public Task<LostView[]> Lost(LostQuery query) =>
        All(nameof(ITrackingShard.Lost), (proxy, method, ct) => proxy.InvokeMethodAsync<LostQuery, LostView>(method, query, ct));

    public Task<KeptView> Kept(string id) =>
        Call(ShardKey.Of(id), nameof(ITrackingShard.Kept), (proxy, method, ct) => proxy.InvokeMethodAsync<string, KeptView>(method, id, ct));

    public Task<ErasureView> Erase(string id) =>
        Call(ShardKey.Of(id), nameof(ITrackingShard.Erase), (proxy, method, ct) => proxy.InvokeMethodAsync<string, ErasureView>(method, id, ct));

    public Task<ErasureView> Erasure(string id) =>
        Call(ShardKey.Of(id), nameof(ITrackingShard.Erasure), (proxy, method, ct) => proxy.InvokeMethodAsync<string, ErasureView>(method, id, ct));

    public Task<ShardCounts[]> Counts() =>
        All(nameof(ITrackingShard.Counts), (proxy, method, ct) => proxy.InvokeMethodAsync<ShardCounts>(method, ct));

    /// <summary>The violations that are wanted, of all shards, each shard's newest first.</summary>
    public async Task<IEnumerable<StoredViolation>> Violations(ViolationQuery query)
    {
        Task<ViolationsView> Ask(ActorProxy proxy, string method, CancellationToken ct) => proxy.InvokeMethodAsync<ViolationQuery, ViolationsView>(method, query, ct);
        const string Method = nameof(ITrackingShard.Violations);
        ViolationsView[] views = query.Plate is { } plate ? [await Call(ShardKey.Of(plate), Method, Ask)] : await All(Method, Ask);
        return views.SelectMany(view => view.Violations);
    }

    public async Task<StoredViolation?> Violation(string id) =>
        (await All(nameof(ITrackingShard.Violation), (proxy, method, ct) => proxy.InvokeMethodAsync<string, ViolationsView>(method, id, ct)))
            .SelectMany(view => view.Violations).FirstOrDefault();

    public async Task<IEnumerable<HeldPassage>> Held(HeldQuery query) =>
        (await All(nameof(ITrackingShard.Held), (proxy, method, ct) => proxy.InvokeMethodAsync<HeldQuery, HeldView>(method, query, ct))).SelectMany(view => view.Passages);

    public Task CloseHeld(int shard, HeldClosing closing) => Call(shard, nameof(ITrackingShard.CloseHeld), async (proxy, method, ct) =>
    {
        await proxy.InvokeMethodAsync(method, closing, ct);
        return true;
    });

    public Task<SurveyView> Survey(int shard, SurveyQuery query) =>
        Call(shard, nameof(ITrackingShard.Survey), (proxy, method, ct) => proxy.InvokeMethodAsync<SurveyQuery, SurveyView>(method, query, ct));

    public Task<PlatesView> Plates(int shard, PlatesQuery query) =>
        Call(shard, nameof(ITrackingShard.Plates), (proxy, method, ct) => proxy.InvokeMethodAsync<PlatesQuery, PlatesView>(method, query, ct));

    public Task<VehicleIdsView> VehicleIds(int shard, VehiclesQuery query) =>
        Call(shard, nameof(ITrackingShard.VehicleIds), (proxy, method, ct) => proxy.InvokeMethodAsync<VehiclesQuery, VehicleIdsView>(method, query, ct));

    public Task<PointsView> Points(PointsQuery query) =>
        Call(ShardKey.Of(query.Vehicle), nameof(ITrackingShard.Points), (proxy, method, ct) => proxy.InvokeMethodAsync<PointsQuery, PointsView>(method, query, ct));

    private Task<T[]> All<T>(string method, Func<ActorProxy, string, CancellationToken, Task<T>> call) =>
        Task.WhenAll(Enumerable.Range(0, ShardKey.Count).Select(shard => Call(shard, method, call)));

    private async Task<T> Call<T>(int shard, string method, Func<ActorProxy, string, CancellationToken, Task<T>> call)
    {
        using var patience = new CancellationTokenSource(Patience, time);
        try
        {
            return await call(actors.Create(new ActorId(ShardKey.Id(shard)), nameof(TrackingShard)), method, patience.Token);
        }
        catch (Exception failure)
        {
            // What it says may name a state key, and with that a plate or a vehicle.
            var status = (failure as HttpRequestException ?? failure.InnerException as HttpRequestException)?.StatusCode;
            log.LogWarning("{Method} of shard {Shard} failed: {Failure} {Status}", method, shard, failure.GetType().Name, status);
            throw new RequestRefusedException(StatusCodes.Status503ServiceUnavailable, "unavailable", "Tracking cannot reach its store; try again.", cause: failure);
        }
    }
}
