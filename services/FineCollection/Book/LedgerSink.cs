using Fleet.FineCollection.Book.Journal;
using Fleet.FineCollection.Fines.Changes;

namespace Fleet.FineCollection.Book;

/// <summary>Brings the postings of changes into the journal, one transaction a shard.</summary>
public sealed class LedgerSink(JournalClient journal, ILogger<LedgerSink> log) : IFineChangeSink
{
    /// <inheritdoc/>
    public async Task<IReadOnlySet<string>> Take(IReadOnlyList<FineChange> changes, CancellationToken cancellation)
    {
        var shards = changes.Where(change => change.Postings.Count > 0).GroupBy(change => JournalClient.ShardOf(change.FineId)).Select(async shard =>
        {
            try
            {
                await journal.Book(shard.Key, [.. shard.Select(Entry)], cancellation);
                return shard.Select(change => change.Id);
            }
            catch (Exception failure) when (!cancellation.IsCancellationRequested)
            {
                log.LogWarning(failure, "{Count} changes could not be booked in shard {Shard}; they will come again", shard.Count(), shard.Key);
                return [];
            }
        });
        var booked = (await Task.WhenAll(shards)).SelectMany(ids => ids);
        return changes.Where(change => change.Postings.Count == 0).Select(change => change.Id).Concat(booked).ToHashSet(StringComparer.Ordinal);
    }

    // The first change sets the fine: nothing of it can have been booked before.
    private static BookEntry Entry(FineChange change) =>
        new(change.FineId, change.Sequence, change.Postings, change.Sequence == 1 ? change.Postings[0].At : null);
}
