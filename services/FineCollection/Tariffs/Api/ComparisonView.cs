using Fleet.FineCollection.Domain;
using Fleet.FineCollection.Tariffs.Comparisons;
using Fleet.ServiceDefaults;

namespace Fleet.FineCollection.Tariffs.Api;

/// <summary>A comparison as <c>/v1/tariff-comparisons</c> gives it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Status">One of <see cref="ComparisonStatus"/>.</param>
/// <param name="CreatedAt">When it was asked, UTC.</param>
/// <param name="StartedAt">When it began to run.</param>
/// <param name="EndedAt">When it was over.</param>
/// <param name="From">Fines decided from this instant on.</param>
/// <param name="To">And before this one.</param>
/// <param name="Jurisdiction">Of this jurisdiction.</param>
/// <param name="Tariff">The tariff they are recomputed under.</param>
/// <param name="Percent">How much of the period is done, 0 to 100; the latest fines come first.</param>
/// <param name="Totals">What it has compared so far.</param>
/// <param name="Largest">The largest differences in amount, 20 at most.</param>
/// <param name="DifferencesKept">How many differences can be read.</param>
/// <param name="Differences">The first of them; <c>/differences</c> gives all.</param>
/// <param name="Error">Why it failed.</param>
internal sealed record ComparisonView(
    string Id,
    string Status,
    DateTimeOffset CreatedAt,
    DateTimeOffset? StartedAt,
    DateTimeOffset? EndedAt,
    DateTimeOffset From,
    DateTimeOffset To,
    string Jurisdiction,
    Tariff Tariff,
    double Percent,
    ComparisonTotals Totals,
    IReadOnlyList<TariffDifference> Largest,
    int DifferencesKept,
    Page<TariffDifference>? Differences,
    string? Error)
{
    public static ComparisonView Of(ComparisonHead head, Page<TariffDifference>? differences = null) => new(
        head.Id, head.Status, head.CreatedAt, head.StartedAt, head.EndedAt, head.Plan.From, head.Plan.To, head.Plan.Jurisdiction, head.Plan.Tariff,
        PercentOf(head), head.Totals, head.Largest, head.Kept, differences, head.Error);

    private static double PercentOf(ComparisonHead head)
    {
        if (head.Status == ComparisonStatus.Done) return 100;
        if (head.ReachedAt is not { } reached) return 0;
        return Math.Clamp(Math.Round(100 * ((head.Plan.To - reached) / (head.Plan.To - head.Plan.From)), 1), 0, 99.9);
    }
}
