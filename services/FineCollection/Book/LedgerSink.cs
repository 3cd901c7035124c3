using Fleet.FineCollection.Book.Journal;
using Fleet.FineCollection.Fines.Changes;

namespace Fleet.FineCollection.Book;

/// <summary>Brings the postings of changes into the journal, one transaction a shard.</summary>
public sealed class LedgerSink(JournalClient journal, ILogger<LedgerSink> log) : IFineChangeSink
{
    /// <inheritdoc/>
    public Task<IReadOnlySet<string>> Take(IReadOnlyList<FineChange> changes, CancellationToken cancellation) => changes.TakeInShards(
        change => change.Postings.Count > 0,
        change => JournalClient.ShardOf(change.FineId),
        (shard, some) => journal.Book(shard, [.. some.Select(Entry)], cancellation),
        log,
        cancellation);

    // The first change sets the fine: nothing of it can have been booked before.
    private static BookEntry Entry(FineChange change) =>
        new(change.FineId, change.Sequence, change.Postings, change.Sequence == 1 ? change.Postings[0].At : null);
}
