using Fleet.FineCollection.Domain;

namespace Fleet.FineCollection.Tariffs.Comparisons;

/// <summary>What a comparison is doing; names on the wire.</summary>
public static class ComparisonStatus
{
    public const string Queued = "queued";
    public const string Running = "running";
    public const string Done = "done";
    public const string Failed = "failed";

    public static bool IsOver(string status) => status is Done or Failed;
}

/// <summary>What is to be compared.</summary>
/// <param name="From">Fines decided from this instant on, UTC.</param>
/// <param name="To">And before this one.</param>
/// <param name="Jurisdiction">Fines of this jurisdiction.</param>
/// <param name="Tariff">The tariff they are recomputed under.</param>
public sealed record ComparisonPlan(DateTimeOffset From, DateTimeOffset To, string Jurisdiction, Tariff Tariff);

/// <summary>A comparison: what it is to do, where it goes on, and what it has found. Saved as one with what a step has found.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Hash">Of what was asked, to recognise the same request.</param>
/// <param name="Plan">What was asked.</param>
/// <param name="Status">One of <see cref="ComparisonStatus"/>.</param>
/// <param name="CreatedAt">When it was asked, UTC.</param>
/// <param name="Cursor">Where the list of fines goes on; null at its beginning.</param>
/// <param name="ReachedAt">Fines decided after this are done: the latest come first. Null before the first one.</param>
/// <param name="Totals">What it has compared.</param>
/// <param name="Largest">The largest differences in amount, the largest first.</param>
/// <param name="Kept">How many differences are kept.</param>
/// <param name="StartedAt">When it began to run.</param>
/// <param name="EndedAt">When it was over.</param>
/// <param name="Failures">How often in a row it could not go on.</param>
/// <param name="Error">Why it failed.</param>
public sealed record ComparisonHead(
    string Id,
    string Hash,
    ComparisonPlan Plan,
    string Status,
    DateTimeOffset CreatedAt,
    string? Cursor,
    DateTimeOffset? ReachedAt,
    ComparisonTotals Totals,
    IReadOnlyList<TariffDifference> Largest,
    int Kept = 0,
    DateTimeOffset? StartedAt = null,
    DateTimeOffset? EndedAt = null,
    int Failures = 0,
    string? Error = null)
{
    /// <summary>How many of the largest differences are shown with the result.</summary>
    public const int MostLargest = 20;

    /// <summary>How many differences a comparison keeps; more are only counted.</summary>
    public const int MostKept = 100_000;

    public static ComparisonHead Queued(string id, string hash, ComparisonPlan plan, DateTimeOffset now) =>
        new(id, hash, plan, ComparisonStatus.Queued, now, null, null, ComparisonTotals.Empty, []);

    /// <summary>With one more fine; the difference it makes goes beside the head.</summary>
    public (ComparisonHead Head, TariffDifference? Difference) With(Fine fine)
    {
        var compared = ComparedFine.Of(fine, Plan.Tariff);
        var difference = compared.Difference(fine.Id);
        var largest = difference?.DeltaMinorUnits is null
            ? Largest
            : [.. Largest.Append(difference).OrderByDescending(one => Math.Abs(one.DeltaMinorUnits!.Value)).ThenBy(one => one.FineId, StringComparer.Ordinal).Take(MostLargest)];
        return (this with { Totals = Totals.With(compared, difference?.Change), Largest = largest }, difference);
    }
}
