using Fleet.FineCollection.Domain;
using Fleet.FineCollection.Domain.Life;
using Fleet.FineCollection.Fines;
using Fleet.FineCollection.Fines.Finding;
using Fleet.ServiceDefaults;
using Fleet.ServiceDefaults.Indexes;

namespace Fleet.FineCollection.Tariffs.Comparisons;

/// <summary>Some fines of a comparison.</summary>
/// <param name="Fines">Of the period and jurisdiction, the latest decided first.</param>
/// <param name="ReachedAt">When the last one that was looked at was decided; null when none was.</param>
/// <param name="Cursor">Where the list goes on; null at its end.</param>
public sealed record ComparedPage(IReadOnlyList<Fine> Fines, DateTimeOffset? ReachedAt, string? Cursor);

/// <summary>Reads the fines of a comparison, page by page: which ones from the list, each from its own actor. Nothing is changed.</summary>
public sealed class ComparedFines(IndexClient<FineLine> lines, FineDoor door)
{
    private const int PageSize = 100;
    private const int Parallelism = 8;

    /// <summary>The page after a cursor.</summary>
    public async Task<ComparedPage> Read(ComparisonPlan plan, string? cursor, CancellationToken cancellation)
    {
        var page = await lines.List(new PageRequest(PageSize, cursor), new IndexQuery<FineLine>(IndexTerms.All, plan.From, plan.To), cancellation);
        var fines = new Fine?[page.Data.Count];
        var options = new ParallelOptions { MaxDegreeOfParallelism = Parallelism, CancellationToken = cancellation };
        await Parallel.ForAsync(0, fines.Length, options, async (index, stop) => fines[index] = await door.Find(page.Data[index].Id, stop));
        return new ComparedPage(
            [.. fines.OfType<Fine>().Where(fine => IsCompared(fine, plan))], page.Data.Count == 0 ? null : page.Data[^1].DecidedAt, page.NextCursor);
    }

    // Of a violation whose driver was nominated the driver's fine counts, not the one that it replaced.
    private static bool IsCompared(Fine fine, ComparisonPlan plan) => fine.Jurisdiction == plan.Jurisdiction && fine.State != FineStates.Nominated;
}
