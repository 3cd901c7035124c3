using System.Text.Json;
using Dapr.Actors;
using Dapr.Actors.Client;
using Fleet.ServiceDefaults.Indexes;
using Microsoft.Extensions.Logging;

namespace Fleet.ServiceDefaults.DeadLetters;

/// <summary>The way to a service's dead letters.</summary>
public sealed class DeadLetterStore(IActorProxyFactory actors, string appId, ILogger<DeadLetterStore> log)
{
    // A call stays far below the size that sidecars take.
    private const int MaxLettersACall = 50;
    private const int PageSize = 100;

    private readonly IndexClient<LetterLine> lists = new(actors, DeadLetterBook.TypeOf(appId), shards: 1);

    /// <summary>Keeps what was given up. What is known waits again.</summary>
    public async Task Keep(IReadOnlyList<LetterArrival> arrivals, CancellationToken cancellation)
    {
        foreach (var part in arrivals.Chunk(MaxLettersACall))
        {
            var kept = await Ask<LetterArrivals, LettersKept>(nameof(IDeadLetterBook.Keep), new LetterArrivals(part), cancellation);
            foreach (var letter in kept.Letters) log.LogError("An event was given up and is kept as {DeadLetter}: {Cause}", letter.Id, letter.Cause);
        }
    }

    /// <summary>How many wait for somebody to look at them.</summary>
    public async Task<long> CountWaiting(CancellationToken cancellation) => (await lists.Totals(cancellation)).GetValueOrDefault(LetterStates.Waiting);

    /// <summary>The letters whose event, or what it was before it was corrected, has to do with somebody; all letters are looked at.</summary>
    public async Task<IReadOnlyList<DeadLetter>> About(Func<JsonElement, bool> isAbout, CancellationToken cancellation)
    {
        var (about, cursor) = (new List<DeadLetter>(), (string?)null);
        do
        {
            var page = await List(new PageRequest(PageSize, cursor), new IndexQuery<LetterLine>(IndexTerms.All), cancellation);
            about.AddRange(page.Data.Where(letter => isAbout(letter.Event) || (letter.Original is { } before && isAbout(before))));
            cursor = page.NextCursor;
        }
        while (cursor is not null);
        return about;
    }

    /// <summary>Leaves nothing of a letter's event but <paramref name="rest"/>; false when it waits, for then it is still to be told.</summary>
    public async Task<bool> Erase(string id, JsonElement rest, string by, CancellationToken cancellation) =>
        (await Change(new LetterChange(id, LetterSteps.Erased, by, Event: rest), cancellation)).Refused is null;

    internal async Task<Page<DeadLetter>> List(PageRequest page, IndexQuery<LetterLine> query, CancellationToken cancellation)
    {
        var found = await lists.List(page, query, cancellation);
        var letters = new List<DeadLetter>();
        foreach (var some in found.Data.Chunk(MaxLettersACall)) letters.AddRange(await Find([.. some.Select(line => line.Id)], cancellation));
        return new Page<DeadLetter>(letters, found.HasMore, found.NextCursor);
    }

    internal async Task<DeadLetter?> Find(string id, CancellationToken cancellation) => await Find([id], cancellation) is [var letter, ..] ? letter : null;

    internal async Task<IReadOnlyList<LetterGroup>> Groups(CancellationToken cancellation) =>
        (await Book.InvokeMethodAsync<LetterGroups>(nameof(IDeadLetterBook.Groups), cancellation)).Groups;

    internal Task<LetterChanged> Change(LetterChange change, CancellationToken cancellation) =>
        Ask<LetterChange, LetterChanged>(nameof(IDeadLetterBook.Change), change, cancellation);

    /// <summary>Begins a redrive: by its job, which first makes sure that it will go on.</summary>
    internal Task<RedriveOpened> Begin(RedriveOrder order, CancellationToken cancellation) =>
        actors.Create(new ActorId(order.Id), RedriveJob.TypeOf(appId)).InvokeMethodAsync<RedriveOrder, RedriveOpened>(nameof(IRedriveJob.Begin), order, cancellation);

    internal Task<RedriveOpened> Open(RedriveOrder order) => Ask<RedriveOrder, RedriveOpened>(nameof(IDeadLetterBook.Open), order, CancellationToken.None);

    internal Task<RedriveBatch> Next(string id) => Ask<RedriveWanted, RedriveBatch>(nameof(IDeadLetterBook.Next), new RedriveWanted(id), CancellationToken.None);

    internal async Task<Redrive?> Settle(RedriveSettled settled) =>
        (await Ask<RedriveSettled, RedriveFound>(nameof(IDeadLetterBook.Settle), settled, CancellationToken.None)).Redrive;

    internal async Task<Redrive?> Redrive(string id, CancellationToken cancellation) =>
        (await Ask<RedriveWanted, RedriveFound>(nameof(IDeadLetterBook.Redrive), new RedriveWanted(id), cancellation)).Redrive;

    internal async Task<Redrive?> Cancel(string id, CancellationToken cancellation) =>
        (await Ask<RedriveWanted, RedriveFound>(nameof(IDeadLetterBook.Cancel), new RedriveWanted(id), cancellation)).Redrive;

    internal async Task<IReadOnlyList<Redrive>> Redrives(CancellationToken cancellation) =>
        (await Book.InvokeMethodAsync<RedriveList>(nameof(IDeadLetterBook.Redrives), cancellation)).Redrives;

    private async Task<IReadOnlyList<DeadLetter>> Find(IReadOnlyList<string> ids, CancellationToken cancellation) =>
        (await Ask<LettersWanted, LettersFound>(nameof(IDeadLetterBook.Find), new LettersWanted(ids), cancellation)).Letters;

    private ActorProxy Book => actors.Create(new ActorId("shard-0"), DeadLetterBook.TypeOf(appId));

    private Task<TAnswer> Ask<TRequest, TAnswer>(string method, TRequest request, CancellationToken cancellation) =>
        Book.InvokeMethodAsync<TRequest, TAnswer>(method, request, cancellation);
}
