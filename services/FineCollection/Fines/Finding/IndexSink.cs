using Fleet.FineCollection.Fines.Changes;
using Fleet.ServiceDefaults.Indexes;

namespace Fleet.FineCollection.Fines.Finding;

/// <summary>Keeps the lists of fines up to date, in one transaction a shard.</summary>
public sealed class IndexSink(IndexClient<FineLine> index, ILogger<IndexSink> log) : IFineChangeSink
{
    /// <inheritdoc/>
    public async Task<IReadOnlySet<string>> Take(IReadOnlyList<FineChange> changes, CancellationToken cancellation)
    {
        var shards = changes.GroupBy(change => index.ShardOf(change.FineId)).Select(async shard =>
        {
            try
            {
                await index.Put(shard.Key, [.. shard.Select(change => FineIndex.Item(change.Line with { Sequence = change.Sequence }))], cancellation);
                return shard.Select(change => change.Id);
            }
            catch (Exception failure) when (!cancellation.IsCancellationRequested)
            {
                log.LogWarning(failure, "{Count} changes could not be listed in shard {Shard}; they will come again", shard.Count(), shard.Key);
                return [];
            }
        });
        return (await Task.WhenAll(shards)).SelectMany(ids => ids).ToHashSet(StringComparer.Ordinal);
    }
}
