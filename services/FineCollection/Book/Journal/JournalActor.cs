using Dapr.Actors;
using Dapr.Actors.Runtime;

namespace Fleet.FineCollection.Book.Journal;

/// <summary>A shard of the journal, by fine or bank line.</summary>
public interface IJournalActor : IActor
{
    Task<BookAnswer> Book(BookBatch batch);

    Task<JournalHead> Head();

    Task<JournalSlice> Read(JournalRead read);

    Task<JournalUntil> Until(JournalBefore before);

    Task<SubjectSlice> Of(JournalOf of);

    Task<JournalSurveyed> Survey(JournalSurvey survey);

    Task<JournalUnbooked> Unbooked(JournalKnown known);

    Task<ProblemSlice> Problems(ProblemRead read);
}

/// <inheritdoc cref="IJournalActor"/>
/// <remarks>A batch is one transaction: the head, the page at the end, and the places of every subject in it.</remarks>
public sealed class JournalActor(ActorHost host, TimeProvider time) : Actor(host), IJournalActor
{
    private JournalStore? store;
    private JournalTail? tail;
    private JournalMemory? memory;

    private JournalStore Store => store ??= new JournalStore(StateManager);

    /// <inheritdoc/>
    public async Task<BookAnswer> Book(BookBatch batch)
    {
        var tail = await Tail();
        // If the turn fails, the next one reads again what the store really has.
        this.tail = null;
        var now = time.GetUtcNow();
        var bookedAt = now > tail.BookedAt ? now : tail.BookedAt;
        var (entries, problems) = (0, tail.Problems);
        foreach (var entry in batch.Entries.Where(entry => entry.Postings.Count > 0))
        {
            if (await Book(tail, entry, bookedAt)) entries++;
        }

        if (entries > 0) await Store.Save(tail);
        this.tail = tail;
        var refused = (int)(tail.Problems - problems);
        return new BookAnswer(entries - refused, refused);
    }

    /// <inheritdoc/>
    public async Task<JournalHead> Head() => (await Tail()).Head;

    /// <inheritdoc/>
    public Task<JournalSlice> Read(JournalRead read) => Reading(async tail =>
    {
        var postings = new List<JournalPosting>();
        for (var position = Math.Max(0, read.From); position < tail.Count && postings.Count < read.Limit; position = read.From + postings.Count)
        {
            var page = await Store.Page(tail, JournalTail.PageOf(position));
            postings.AddRange(page.Postings.Skip((int)(position % JournalTail.PageSize)).Take(read.Limit - postings.Count));
        }

        return new JournalSlice(postings);
    });

    /// <inheritdoc/>
    public Task<JournalUntil> Until(JournalBefore before) => Reading(async tail =>
    {
        if (tail.Count == 0 || tail.BookedAt < before.At) return new JournalUntil(tail.Count, tail.Head.Totals);
        // The last page that begins before the instant.
        var (low, high) = (0L, tail.PageNumber);
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            if ((await Store.Page(tail, middle)).Postings[0].BookedAt < before.At) low = middle;
            else high = middle - 1;
        }

        var page = await Store.Page(tail, low);
        var earlier = page.Postings.TakeWhile(posting => posting.BookedAt < before.At).ToList();
        return new JournalUntil((low * JournalTail.PageSize) + earlier.Count, page.Opening.With(earlier));
    });

    /// <inheritdoc/>
    public Task<SubjectSlice> Of(JournalOf of) => Reading(async tail =>
    {
        var places = (await Store.Places(of.Subject)).OrderBy(place => place.Position);
        long[] positions = [.. places.SelectMany(place => Enumerable.Range(0, place.Count).Select(index => place.Position + index))];
        var postings = new List<JournalPosting>();
        foreach (var position in positions)
            postings.Add((await Store.Page(tail, JournalTail.PageOf(position))).Postings[(int)(position % JournalTail.PageSize)]);
        return new SubjectSlice(positions, postings);
    });

    /// <inheritdoc/>
    public Task<JournalSurveyed> Survey(JournalSurvey survey) => Reading(async tail =>
    {
        if (tail.Count == 0 || survey.Page > tail.PageNumber) return new JournalSurveyed(null, [], tail.Head);
        var page = await Store.Page(tail, survey.Page);
        var subjects = new List<string>();
        foreach (var subject in page.Postings.Select(posting => posting.Subject).Distinct(StringComparer.Ordinal))
        {
            var first = (await Store.Places(subject)).Where(place => place.Count > 0).Min(place => place.Position);
            if (JournalTail.PageOf(first) == survey.Page) subjects.Add(subject);
        }

        return new JournalSurveyed(page, subjects, tail.Head);
    });

    /// <inheritdoc/>
    public Task<JournalUnbooked> Unbooked(JournalKnown known) => Reading(async _ =>
    {
        var unbooked = new List<string>();
        foreach (var subject in known.Subjects)
        {
            if ((await Store.Places(subject)).Count == 0) unbooked.Add(subject);
        }

        return new JournalUnbooked(unbooked);
    });

    /// <inheritdoc/>
    public Task<ProblemSlice> Problems(ProblemRead read) => Reading(async tail =>
        new ProblemSlice(read.From >= tail.Problems ? [] : [.. (await Store.ProblemPage(read.From)).Skip((int)(read.From % JournalStore.ProblemPageSize))]));

    private async Task<bool> Book(JournalTail tail, BookEntry entry, DateTimeOffset bookedAt)
    {
        var isNew = memory!.IsSurelyNew(entry);
        memory.Add(entry.Subject, time.GetUtcNow());
        var places = isNew ? SubjectPlaces.Empty : await Store.Part(entry.Subject, SubjectPlaces.PartOf(entry.Sequence));
        if (places.Has(entry.Sequence)) return false;
        var mistake = JournalRules.Mistake(entry, tail.Totals);
        var place = new SubjectPlace(entry.Sequence, tail.Count, mistake is null ? entry.Postings.Count : 0);
        await Store.SetPlaces(entry.Subject, places.With(place), SubjectPlaces.PartOf(entry.Sequence));
        if (mistake is { } wrong) await Refuse(tail, new JournalProblem(entry, bookedAt, wrong.Code, wrong.Detail));
        else await Append(tail, entry, bookedAt);
        return true;
    }

    private async Task Append(JournalTail tail, BookEntry entry, DateTimeOffset bookedAt)
    {
        foreach (var posting in entry.Postings)
        {
            tail.Append(JournalEntry.Of(entry, posting, bookedAt));
            if (tail.IsPageFull) await Store.SetPage(tail);
        }
    }

    private async Task Refuse(JournalTail tail, JournalProblem problem)
    {
        Logger.LogError("Change {Sequence} of {Subject} cannot be booked: {Reason}", problem.Entry.Sequence, problem.Entry.Subject, problem.Detail);
        await Store.AddProblem(tail.Problems++, problem);
    }

    private async Task<T> Reading<T>(Func<JournalTail, Task<T>> read)
    {
        try
        {
            return await read(await Tail());
        }
        finally
        {
            await StateManager.ClearCacheAsync();
        }
    }

    private async Task<JournalTail> Tail()
    {
        if (tail is not null) return tail;
        var loaded = await Store.Load();
        memory ??= new JournalMemory(time.GetUtcNow(), isWhole: loaded.Count == 0 && loaded.Problems == 0);
        return tail = loaded;
    }
}
