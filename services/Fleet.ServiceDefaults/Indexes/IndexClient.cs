using Dapr.Actors;
using Dapr.Actors.Client;

namespace Fleet.ServiceDefaults.Indexes;

/// <summary>Writes and reads an index that is spread over shards by the ids of its rows.</summary>
/// <param name="actors">Makes proxies.</param>
/// <param name="actorType">The service's actor type, an <see cref="IndexActor{TRow}"/>.</param>
/// <param name="shards">Number of shards. A change needs another actor type and a rebuild.</param>
public sealed class IndexClient<TRow>(IActorProxyFactory actors, string actorType, int shards)
{
    /// <summary>Number of shards.</summary>
    public int Shards => shards;

    /// <summary>The shard of a row; the same on every machine.</summary>
    public int ShardOf(string id) => (int)(id.Aggregate(2166136261u, (hash, c) => (hash ^ c) * 16777619u) % (uint)shards);

    /// <summary>Takes changes of rows, all of one shard; one transaction.</summary>
    public Task<IndexTaken> Put(int shard, IReadOnlyList<IndexItem<TRow>> items, CancellationToken cancellation) => Put(shard, new IndexBatch<TRow>(items), cancellation);

    /// <summary>A page of one list, newest first.</summary>
    /// <param name="request">Which page.</param>
    /// <param name="query">Which list, and what of it.</param>
    /// <param name="cancellation">Ends the reading.</param>
    public Task<Page<TRow>> List(PageRequest request, IndexQuery<TRow> query, CancellationToken cancellation) => IndexList.Read(
        request, query, shards, (shard, read, stop) => Proxy(shard).InvokeMethodAsync<IndexRead, IndexSlice<TRow>>("Read", read, stop), cancellation);

    /// <summary>Totals over all shards.</summary>
    public async Task<IReadOnlyDictionary<string, long>> Totals(CancellationToken cancellation) =>
        (await Heads(cancellation)).SelectMany(head => head.Totals).GroupBy(total => total.Key, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.Sum(total => total.Value), StringComparer.Ordinal);

    internal Task<IndexTaken> Put(int shard, IndexBatch<TRow> batch, CancellationToken cancellation) =>
        Proxy(shard).InvokeMethodAsync<IndexBatch<TRow>, IndexTaken>("Put", batch, cancellation);

    internal Task<IndexHead[]> Heads(CancellationToken cancellation) => EachShard(shard => Proxy(shard).InvokeMethodAsync<IndexHead>("Head", cancellation));

    internal Task<IndexHead[]> Begin(int generation) =>
        EachShard(shard => Proxy(shard).InvokeMethodAsync<IndexGeneration, IndexHead>("Begin", new IndexGeneration(generation)));

    internal Task<IndexHead[]> Switch(int generation) =>
        EachShard(shard => Proxy(shard).InvokeMethodAsync<IndexGeneration, IndexHead>("Switch", new IndexGeneration(generation)));

    internal Task<IndexErased[]> Erase() => EachShard(shard => Proxy(shard).InvokeMethodAsync<IndexErased>("Erase"));

    private Task<T[]> EachShard<T>(Func<int, Task<T>> call) => Task.WhenAll(Enumerable.Range(0, shards).Select(call));

    private ActorProxy Proxy(int shard) => actors.Create(new ActorId(FormattableString.Invariant($"shard-{shard}")), actorType);
}
