using Dapr.Actors;
using Dapr.Actors.Client;

namespace Fleet.FineCollection.Book.Journal;

/// <summary>Books in and reads the journal, which is spread over shards.</summary>
public sealed class JournalClient(IActorProxyFactory actors)
{
    /// <summary>Number of shards. A change needs a rebuilt journal.</summary>
    public const int Shards = 4;

    /// <summary>The shard of a fine or a bank line; the same on every machine.</summary>
    public static int ShardOf(string subject) => (int)(subject.Aggregate(2166136261u, (hash, c) => (hash ^ c) * 16777619u) % Shards);

    /// <summary>Books entries of one shard in one transaction; those booked before are passed over.</summary>
    public Task<BookAnswer> Book(int shard, IReadOnlyList<BookEntry> entries, CancellationToken cancellation) =>
        Proxy(shard).InvokeMethodAsync<BookBatch, BookAnswer>(nameof(IJournalActor.Book), new BookBatch(entries), cancellation);

    /// <summary>The heads of all shards.</summary>
    public Task<JournalHead[]> Heads(CancellationToken cancellation) =>
        OfAll(shard => Proxy(shard).InvokeMethodAsync<JournalHead>(nameof(IJournalActor.Head), cancellation));

    /// <summary>What was booked before an instant, by shard; with null all of it.</summary>
    public Task<JournalUntil[]> Until(DateTimeOffset? before, CancellationToken cancellation) => OfAll(async shard =>
    {
        if (before is { } at) return await Proxy(shard).InvokeMethodAsync<JournalBefore, JournalUntil>(nameof(IJournalActor.Until), new JournalBefore(at), cancellation);
        var head = await Proxy(shard).InvokeMethodAsync<JournalHead>(nameof(IJournalActor.Head), cancellation);
        return new JournalUntil(head.Count, head.Totals);
    });

    /// <summary>Postings of a shard, upwards from a position.</summary>
    public async Task<IReadOnlyList<JournalPosting>> Read(int shard, long from, int limit, CancellationToken cancellation) =>
        (await Proxy(shard).InvokeMethodAsync<JournalRead, JournalSlice>(nameof(IJournalActor.Read), new JournalRead(from, limit), cancellation)).Postings;

    /// <summary>The postings of a fine or a bank line, in the order they were booked.</summary>
    public async Task<IReadOnlyList<PlacedPosting>> Of(string subject, CancellationToken cancellation)
    {
        var shard = ShardOf(subject);
        var slice = await Proxy(shard).InvokeMethodAsync<JournalOf, SubjectSlice>(nameof(IJournalActor.Of), new JournalOf(subject), cancellation);
        return [.. slice.Positions.Zip(slice.Postings, (position, posting) => new PlacedPosting(shard, position, posting))];
    }

    /// <summary>A page as a check needs it.</summary>
    public Task<JournalSurveyed> Survey(int shard, long page, CancellationToken cancellation) =>
        Proxy(shard).InvokeMethodAsync<JournalSurvey, JournalSurveyed>(nameof(IJournalActor.Survey), new JournalSurvey(page), cancellation);

    /// <summary>Which of these subjects of a shard have nothing in the journal.</summary>
    public async Task<IReadOnlyList<string>> Unbooked(int shard, IReadOnlyList<string> subjects, CancellationToken cancellation) =>
        (await Proxy(shard).InvokeMethodAsync<JournalKnown, JournalUnbooked>(nameof(IJournalActor.Unbooked), new JournalKnown(subjects), cancellation)).Subjects;

    /// <summary>Entries that could not be booked, upwards from a position; none at the end.</summary>
    public async Task<IReadOnlyList<JournalProblem>> Problems(int shard, long from, CancellationToken cancellation) =>
        (await Proxy(shard).InvokeMethodAsync<ProblemRead, ProblemSlice>(nameof(IJournalActor.Problems), new ProblemRead(from), cancellation)).Problems;

    private static Task<T[]> OfAll<T>(Func<int, Task<T>> ask) => Task.WhenAll(Enumerable.Range(0, Shards).Select(ask));

    private ActorProxy Proxy(int shard) => actors.Create(new ActorId(FormattableString.Invariant($"shard-{shard}")), nameof(JournalActor));
}
