using Dapr.Actors.Runtime;

namespace Fleet.FineCollection.Tariffs.Comparisons;

/// <summary>Some differences, in the order in which they were found.</summary>
public sealed record DifferencePart(IReadOnlyList<TariffDifference> Differences)
{
    /// <summary>How many a part takes.</summary>
    public const int Size = 100;
}

/// <summary>The state of one comparison. What is set is saved with the next <see cref="Save"/>, all or nothing.</summary>
public sealed class ComparisonStore(IActorStateManager states)
{
    private const string HeadName = "head";

    public async Task<ComparisonHead?> Head() => await states.TryGetStateAsync<ComparisonHead>(HeadName) is { HasValue: true } found ? found.Value : null;

    /// <summary>Adds differences; how many are kept then.</summary>
    public async Task<int> Add(int kept, IReadOnlyList<TariffDifference> differences)
    {
        foreach (var part in differences.Take(ComparisonHead.MostKept - kept).Select((one, index) => (Part: (kept + index) / DifferencePart.Size, One: one)).GroupBy(pair => pair.Part))
            await states.SetStateAsync(Name(part.Key), new DifferencePart([.. await Part(part.Key), .. part.Select(pair => pair.One)]));
        return Math.Min(ComparisonHead.MostKept, kept + differences.Count);
    }

    /// <summary>Differences from a place on, <paramref name="limit"/> at most.</summary>
    public async Task<List<TariffDifference>> Read(ComparisonHead head, int from, int limit)
    {
        var found = new List<TariffDifference>();
        for (var at = from; at < head.Kept && found.Count < limit; at = from + found.Count)
            found.AddRange((await Part(at / DifferencePart.Size)).Skip(at % DifferencePart.Size).Take(limit - found.Count));
        return found;
    }

    public async Task Save(ComparisonHead head)
    {
        await states.SetStateAsync(HeadName, head);
        await states.SaveStateAsync();
    }

    /// <summary>Forgets what has not been saved.</summary>
    public Task Forget() => states.ClearCacheAsync();

    /// <summary>Removes everything.</summary>
    public async Task Erase(ComparisonHead head)
    {
        for (var part = 0; part * DifferencePart.Size < head.Kept; part++) await states.TryRemoveStateAsync(Name(part));
        await states.TryRemoveStateAsync(HeadName);
        await states.SaveStateAsync();
    }

    private async Task<IReadOnlyList<TariffDifference>> Part(int part) =>
        await states.TryGetStateAsync<DifferencePart>(Name(part)) is { HasValue: true } found ? found.Value.Differences : [];

    private static string Name(int part) => FormattableString.Invariant($"differences-{part}");
}
