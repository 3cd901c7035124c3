using Dapr.Actors;
using Dapr.Actors.Client;

namespace Fleet.ServiceDefaults.Registers;

/// <summary>Writes and reads a register that is spread over shards.</summary>
/// <param name="actors">Makes proxies.</param>
/// <param name="actorType">The service's actor type, a <see cref="RegisterActor{T}"/>.</param>
/// <param name="shards">Number of shards. A change needs a rebuilt register.</param>
/// <param name="at">What lists are ordered by, newest first; entries of a shard come roughly in this order.</param>
public sealed class RegisterClient<T>(IActorProxyFactory actors, string actorType, int shards, Func<T, DateTimeOffset> at)
{
    private const int FilteredChunk = 200;

    /// <summary>Number of shards.</summary>
    public int Shards => shards;

    /// <summary>The shard of whatever has this key; the same on every machine.</summary>
    public int ShardOf(string key) => (int)(key.Aggregate(2166136261u, (hash, c) => (hash ^ c) * 16777619u) % (uint)shards);

    /// <summary>Registers items in one shard.</summary>
    public Task<RegisterAdded> Add(int shard, IReadOnlyList<RegisterItem<T>> items, CancellationToken cancellation) =>
        Proxy(shard).InvokeMethodAsync<RegisterBatch<T>, RegisterAdded>("Add", new RegisterBatch<T>(items), cancellation);

    /// <summary>Entries of one shard, newest first.</summary>
    public Task<RegisterSlice<T>> Read(int shard, RegisterRead read, CancellationToken cancellation) =>
        Proxy(shard).InvokeMethodAsync<RegisterRead, RegisterSlice<T>>("Read", read, cancellation);

    /// <summary>The entries of a group, oldest first.</summary>
    public async Task<IReadOnlyList<T>> Find(int shard, string group, CancellationToken cancellation)
    {
        var found = await Proxy(shard).InvokeMethodAsync<RegisterFind, RegisterSlice<T>>("Find", new RegisterFind(group), cancellation);
        return [.. found.Entries.Select(entry => entry.Entry)];
    }

    /// <summary>Totals over all shards.</summary>
    public async Task<IReadOnlyDictionary<string, long>> Totals(CancellationToken cancellation)
    {
        var heads = await Task.WhenAll(Enumerable.Range(0, shards).Select(shard => Proxy(shard).InvokeMethodAsync<RegisterHead>("Head", cancellation)));
        return heads.SelectMany(head => head.Totals).GroupBy(total => total.Key).ToDictionary(group => group.Key, group => group.Sum(total => total.Value));
    }

    /// <summary>A page of the list, newest first.</summary>
    /// <param name="request">Which page.</param>
    /// <param name="keep">What belongs to the list; null for everything.</param>
    /// <param name="onlyShard">The one shard that can have such entries; null for all.</param>
    /// <param name="cancellation">Ends the reading.</param>
    public async Task<Page<T>> List(PageRequest request, Func<T, bool>? keep, int? onlyShard, CancellationToken cancellation)
    {
        var chunk = keep is null ? request.Size() + 1 : FilteredChunk;
        var sources = (onlyShard is { } only ? [only] : Enumerable.Range(0, shards)).Select(shard => Source(shard, chunk)).ToList();
        return await RegisterList.Read(request, sources, at, keep, cancellation);
    }

    private RegisterSource<T> Source(int shard, int chunk) =>
        new((read, stop) => Read(shard, read, stop), chunk);

    private ActorProxy Proxy(int shard) => actors.Create(new ActorId(FormattableString.Invariant($"shard-{shard}")), actorType);
}
