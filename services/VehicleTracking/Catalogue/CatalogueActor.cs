using Dapr.Actors.Runtime;

namespace Fleet.VehicleTracking.Catalogue;

/// <summary>The shell around the catalogue's rules: load, decide, save in one transaction. Only its head stays in memory.</summary>
public sealed class CatalogueActor(ActorHost host, TimeProvider time) : Actor(host), ICatalogueActor
{
    public const string ActorName = "catalogue";
    private CatalogueHead? head;

    public Task<CatalogueNews> Open(CatalogueSeed seed) => Turn(async head =>
    {
        var turn = Begin(head);
        foreach (var request in seed.Kinds.Where(kind => !head.Edited.Contains(kind.Kind, StringComparer.Ordinal)))
        {
            foreach (var refused in await Seeding.Take(turn, request))
                Logger.LogError("The file's {Kind} contradict the catalogue, which stays as it is: {Reason}", request.Kind, refused.Detail);
        }

        var after = await Save(turn, head);
        return new CatalogueNews(after.Revision, [.. after.Pages.Keys]);
    });

    public Task<CatalogueOutcomes> Change(CatalogueRequest request) => Turn(async head =>
    {
        if (request.Once is { } once && (await Get(CatalogueKeys.Once(once.Key), OncePage.Empty)).Find(once.Key) is { } known) return Again(request, once, known);
        var turn = Begin(head);
        var answer = new CatalogueOutcomes(await turn.Take(request, request.Changes));
        if (request.DryRun) return answer;
        if (request.Once is { } key && turn.Changed.Any()) await Remember(key, answer);
        await Save(turn, head, request.Kind);
        return answer;
    });

    public Task<CatalogueNews> News(long revision) => Turn(head => Task.FromResult(
        new CatalogueNews(head.Revision, [.. head.Pages.Where(page => page.Value > revision).Select(page => page.Key)])));

    public Task<PagesView> Pages(PagesQuery query) => Turn(async _ =>
    {
        var pages = new Dictionary<string, CataloguePage>(StringComparer.Ordinal);
        foreach (var name in query.Names) pages[name] = await Get(name, CataloguePage.Empty);
        return new PagesView(pages);
    });

    public Task<EntriesView> Entries(EntriesQuery query) => Turn(async _ =>
    {
        var found = new List<CatalogueEntry>();
        foreach (var id in query.Ids)
        {
            if ((await Get(CatalogueKeys.Page(query.Kind, id), CataloguePage.Empty)).Find(id) is { } entry) found.Add(entry);
        }

        return new EntriesView(found);
    });

    private static CatalogueOutcomes Again(CatalogueRequest request, OnceKey once, OnceAnswer known) =>
        string.Equals(known.Hash, once.Hash, StringComparison.Ordinal)
            ? known.Answer
            : new CatalogueOutcomes([.. request.Changes.Select(_ => ChangeOutcome.Refuse("idempotency_key_reused", "This key came with another request before.", "Idempotency-Key"))]);

    private CatalogueTurn Begin(CatalogueHead head) => new(head, name => Get(name, CataloguePage.Empty), time.GetUtcNow());

    private async Task Remember(OnceKey once, CatalogueOutcomes answer)
    {
        var name = CatalogueKeys.Once(once.Key);
        await StateManager.SetStateAsync(name, (await Get(name, OncePage.Empty)).With(new OnceAnswer(once.Key, once.Hash, answer)));
    }

    private async Task<CatalogueHead> Save(CatalogueTurn turn, CatalogueHead before, params string[] edited)
    {
        if (!turn.Changed.Any()) return before;
        foreach (var (name, page) in turn.Changed) await StateManager.SetStateAsync(name, page);
        var after = turn.After(edited);
        await StateManager.SetStateAsync(CatalogueKeys.Head, after);
        await StateManager.SaveStateAsync();
        return head = after;
    }

    // Whatever fails, the next turn starts from what is stored.
    private async Task<T> Turn<T>(Func<CatalogueHead, Task<T>> work)
    {
        var before = head ?? await Get(CatalogueKeys.Head, CatalogueHead.Empty);
        head = null;
        try
        {
            var result = await work(before);
            head ??= before;
            return result;
        }
        finally
        {
            await StateManager.ClearCacheAsync();
        }
    }

    private async Task<T> Get<T>(string name, T ifAbsent) =>
        await StateManager.TryGetStateAsync<T>(name) is { HasValue: true } found ? found.Value : ifAbsent;
}
