using Fleet.FineCollection.Fines.Changes;
using Fleet.ServiceDefaults.Indexes;

namespace Fleet.FineCollection.Fines.Finding;

/// <summary>Keeps the lists of fines up to date, in one transaction a shard.</summary>
public sealed class IndexSink(IndexClient<FineLine> index, ILogger<IndexSink> log) : IFineChangeSink
{
    /// <inheritdoc/>
    public Task<IReadOnlySet<string>> Take(IReadOnlyList<FineChange> changes, CancellationToken cancellation) => changes.TakeInShards(
        _ => true,
        change => index.ShardOf(change.FineId),
        (shard, some) => index.Put(shard, [.. some.Select(change => FineIndex.Item(change.Line with { Sequence = change.Sequence }))], cancellation),
        log,
        cancellation);
}
