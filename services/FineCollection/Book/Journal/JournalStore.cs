using Dapr.Actors.Runtime;

namespace Fleet.FineCollection.Book.Journal;

/// <summary>The values of a shard: <c>head</c>, <c>page-N</c>, <c>of-SUBJECT</c> with <c>of-SUBJECT.N</c>, and <c>problems-N</c>.</summary>
internal sealed class JournalStore(IActorStateManager state)
{
    public const int ProblemPageSize = 20;

    public async Task<JournalTail> Load()
    {
        await state.ClearCacheAsync();
        var head = await state.TryGetStateAsync<JournalHead>("head") is { HasValue: true } found ? found.Value : JournalHead.Empty;
        var page = head.Count == 0 ? new JournalPage(AccountTotals.None, []) : await state.GetStateAsync<JournalPage>(PageKey(JournalTail.PageOf(head.Count - 1)));
        return new JournalTail(head, page);
    }

    public async Task Save(JournalTail tail)
    {
        if (tail.Count > 0 && !tail.IsPageFull) await SetPage(tail);
        await state.SetStateAsync("head", tail.Head);
        await state.SaveStateAsync();
        await state.ClearCacheAsync();
    }

    public Task SetPage(JournalTail tail) => state.SetStateAsync(PageKey(tail.PageNumber), tail.Page);

    public async Task<JournalPage> Page(JournalTail tail, long number) => number == tail.PageNumber ? tail.Page : await state.GetStateAsync<JournalPage>(PageKey(number));

    /// <summary>Every place of a subject.</summary>
    public async Task<IReadOnlyList<SubjectPlace>> Places(string subject)
    {
        var first = await Part(subject, 0);
        var places = new List<SubjectPlace>(first.Places);
        for (var part = 1; part <= first.LastPart; part++) places.AddRange((await Part(subject, part)).Places);
        return places;
    }

    public async Task<SubjectPlaces> Part(string subject, int part) =>
        await state.TryGetStateAsync<SubjectPlaces>(PlacesKey(subject, part)) is { HasValue: true } found ? found.Value : SubjectPlaces.Empty;

    public async Task SetPlaces(string subject, SubjectPlaces places, int part)
    {
        await state.SetStateAsync(PlacesKey(subject, part), places);
        if (part == 0) return;
        var first = await Part(subject, 0);
        if (first.LastPart < part) await state.SetStateAsync(PlacesKey(subject, 0), first with { LastPart = part });
    }

    public async Task<IReadOnlyList<JournalProblem>> ProblemPage(long position) =>
        await state.TryGetStateAsync<IReadOnlyList<JournalProblem>>(ProblemKey(position)) is { HasValue: true } found ? found.Value : [];

    public async Task AddProblem(long position, JournalProblem problem) =>
        await state.SetStateAsync<IReadOnlyList<JournalProblem>>(ProblemKey(position), [.. await ProblemPage(position), problem]);

    private static string PageKey(long number) => FormattableString.Invariant($"page-{number:00000000}");

    private static string PlacesKey(string subject, int part) => part == 0 ? "of-" + subject : FormattableString.Invariant($"of-{subject}.{part}");

    private static string ProblemKey(long position) => FormattableString.Invariant($"problems-{position / ProblemPageSize:00000000}");
}
