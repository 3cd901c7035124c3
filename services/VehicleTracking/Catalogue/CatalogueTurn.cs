namespace Fleet.VehicleTracking.Catalogue;

/// <summary>What a turn of the catalogue reads and what it changes; nothing is saved here.</summary>
/// <param name="head">The catalogue before the turn.</param>
/// <param name="read">Reads a page from the store.</param>
/// <param name="now">When the turn is.</param>
internal sealed class CatalogueTurn(CatalogueHead head, Func<string, Task<CataloguePage>> read, DateTimeOffset now)
{
    private readonly Dictionary<string, Dictionary<string, CatalogueEntry>> pages = new(StringComparer.Ordinal);
    private readonly HashSet<string> changed = new(StringComparer.Ordinal);
    private LawBook? laws;

    /// <summary>Pages to save.</summary>
    public IEnumerable<(string Name, CataloguePage Page)> Changed => changed.Select(name => (name, new CataloguePage([.. pages[name].Values])));

    /// <summary>Takes the good ones of <paramref name="changes"/> and says what became of each.</summary>
    public async Task<IReadOnlyList<ChangeOutcome>> Take(CatalogueRequest request, IEnumerable<WantedChange> changes)
    {
        var outcomes = new List<ChangeOutcome>();
        foreach (var change in changes) outcomes.Add(await Take(request, change));
        return outcomes;
    }

    /// <summary>All entries of a kind.</summary>
    public async Task<List<CatalogueEntry>> All(string kind)
    {
        var entries = new List<CatalogueEntry>();
        foreach (var page in head.Pages.Keys.Where(page => CatalogueKeys.Parse(page).Kind == kind)) entries.AddRange((await Page(page)).Values);
        return entries;
    }

    /// <summary>The head after the turn.</summary>
    public CatalogueHead After(params IEnumerable<string> edited)
    {
        var revision = head.Revision + 1;
        var revisions = new Dictionary<string, long>(head.Pages, StringComparer.Ordinal);
        foreach (var page in changed) revisions[page] = revision;
        return new CatalogueHead(revision, revisions, [.. head.Edited.Union(edited, StringComparer.Ordinal)]);
    }

    private async Task<ChangeOutcome> Take(CatalogueRequest request, WantedChange change)
    {
        var name = CatalogueKeys.Page(request.Kind, change.Id);
        var page = await Page(name);
        var (after, outcome) = ChangeRules.Apply(page.GetValueOrDefault(change.Id), change, request.By, now, request.Reason);
        if (after is null) return outcome;
        if (request.Kind is CatalogueKeys.Roads or CatalogueKeys.Tolerances)
        {
            var laws = await Laws();
            if (laws.Contradiction(request.Kind, after) is { } contradiction) return contradiction;
            laws.Take(request.Kind, after);
        }

        page[change.Id] = after;
        changed.Add(name);
        return outcome;
    }

    private async Task<Dictionary<string, CatalogueEntry>> Page(string name)
    {
        if (!pages.TryGetValue(name, out var page))
            pages[name] = page = (head.Pages.ContainsKey(name) ? await read(name) : CataloguePage.Empty).Entries.ToDictionary(entry => entry.Id, StringComparer.Ordinal);
        return page;
    }

    private async Task<LawBook> Laws()
    {
        if (laws is not null) return laws;
        laws = new LawBook();
        foreach (var kind in new[] { CatalogueKeys.Tolerances, CatalogueKeys.Roads })
        {
            foreach (var entry in await All(kind)) laws.Take(kind, entry);
        }

        return laws;
    }
}
