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
    public Task<IReadOnlySet<string>> Take(IReadOnlyList<FineChange> changes, CancellationToken cancellation) => changes.TakeInShards(
        change => change.Sequence == 1,
        change => register.ShardOf(change.Line.Plate),
        (shard, some) => register.Add(shard, [.. some.Select(Item)], cancellation),
        log,
        cancellation);

    private static RegisterItem<RegisteredFine> Item(FineChange change) => new(
        change.FineId,
        change.FineId,
        new RegisteredFine(change.FineId, change.Line.DecidedAt),
        Fresh: true,
        [FineTotals.All, FineTotals.Of(change.Line.State)]);
}
