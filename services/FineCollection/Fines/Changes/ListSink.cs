using Fleet.ServiceDefaults.Registers;

namespace Fleet.FineCollection.Fines.Changes;

/// <summary>Puts fines on the list.</summary>
public sealed class ListSink(RegisterClient<FineLine> register, ILogger<ListSink> log) : IFineChangeSink
{
    /// <inheritdoc/>
    public async Task<IReadOnlySet<string>> Take(IReadOnlyList<FineChange> changes, CancellationToken cancellation)
    {
        var shards = changes.GroupBy(change => register.ShardOf(change.Line.Plate)).Select(async shard =>
        {
            try
            {
                await register.Add(shard.Key, [.. shard.Select(change => change.Line.Item(fresh: change.Sequence == 1))], cancellation);
                return shard.Select(change => change.Id);
            }
            catch (Exception failure) when (!cancellation.IsCancellationRequested)
            {
                log.LogWarning(failure, "{Count} fines could not be listed in shard {Shard}; their changes will come again", shard.Count(), shard.Key);
                return [];
            }
        });
        return (await Task.WhenAll(shards)).SelectMany(ids => ids).ToHashSet(StringComparer.Ordinal);
    }
}
