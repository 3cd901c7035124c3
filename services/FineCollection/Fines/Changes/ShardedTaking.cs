namespace Fleet.FineCollection.Fines.Changes;

/// <summary>Brings changes to a follower that is kept in shards: one call a shard, all at once, and a shard that fails holds up no other.</summary>
internal static class ShardedTaking
{
    /// <summary>Ids of the changes that are not for this follower, and of those that it has now.</summary>
    /// <param name="changes">What is to be brought.</param>
    /// <param name="isFor">Whether it is for this follower.</param>
    /// <param name="shardOf">Where it goes.</param>
    /// <param name="bring">Brings changes to a shard, in one transaction.</param>
    /// <param name="log">Where a failure is said; its name says who follows.</param>
    /// <param name="cancellation">Ends it.</param>
    public static async Task<IReadOnlySet<string>> TakeInShards(
        this IReadOnlyList<FineChange> changes,
        Func<FineChange, bool> isFor,
        Func<FineChange, int> shardOf,
        Func<int, IReadOnlyList<FineChange>, Task> bring,
        ILogger log,
        CancellationToken cancellation)
    {
        var shards = changes.Where(isFor).GroupBy(shardOf).Select(async shard =>
        {
            try
            {
                await bring(shard.Key, [.. shard]);
                return shard.Select(change => change.Id);
            }
            catch (Exception failure) when (!cancellation.IsCancellationRequested)
            {
                log.LogWarning(failure, "{Count} changes could not be brought to shard {Shard}; they will come again", shard.Count(), shard.Key);
                return [];
            }
        });
        var taken = (await Task.WhenAll(shards)).SelectMany(ids => ids);
        return changes.Where(change => !isFor(change)).Select(change => change.Id).Concat(taken).ToHashSet(StringComparer.Ordinal);
    }
}
