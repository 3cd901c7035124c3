using Fleet.FineCollection.Fines.Changes;
using Fleet.ServiceDefaults.Registers;

namespace Fleet.FineCollection.Fines.Finding;

/// <summary>
/// Registers every fine once, when it is set, and counts how it began. It comes before the index: whatever the index has is registered, so the
/// index can be built anew from the register.
/// </summary>
public sealed class RegisterSink(RegisterClient<RegisteredFine> register, ILogger<RegisterSink> log) : IFineChangeSink
{
    /// <inheritdoc/>
    public async Task<IReadOnlySet<string>> Take(IReadOnlyList<FineChange> changes, CancellationToken cancellation)
    {
        var shards = changes.Where(IsFirst).GroupBy(change => register.ShardOf(change.Line.Plate)).Select(async shard =>
        {
            try
            {
                await register.Add(shard.Key, [.. shard.Select(Item)], cancellation);
                return shard.Select(change => change.Id);
            }
            catch (Exception failure) when (!cancellation.IsCancellationRequested)
            {
                log.LogWarning(failure, "{Count} fines could not be registered in shard {Shard}; their changes will come again", shard.Count(), shard.Key);
                return [];
            }
        });
        var registered = (await Task.WhenAll(shards)).SelectMany(ids => ids);
        return changes.Where(change => !IsFirst(change)).Select(change => change.Id).Concat(registered).ToHashSet(StringComparer.Ordinal);
    }

    private static bool IsFirst(FineChange change) => change.Sequence == 1;

    private static RegisterItem<RegisteredFine> Item(FineChange change) => new(
        change.FineId,
        change.FineId,
        new RegisteredFine(change.FineId, change.Line.DecidedAt),
        Fresh: true,
        [FineTotals.All, FineTotals.Of(change.Line.State)]);
}
