using Dapr.Actors;

namespace Fleet.FineCollection.Tariffs.Comparisons;

/// <summary>One comparison.</summary>
public interface IComparisonActor : IActor
{
    /// <summary>Queues it; the same again changes nothing.</summary>
    Task<ComparisonAnswer> Start(ComparisonStart start);

    /// <summary>How it is.</summary>
    Task<ComparisonAnswer> Read();

    /// <summary>What it has found so far.</summary>
    Task<DifferencesFound> Find(DifferencesQuery query);
}

/// <summary>Asks for a comparison.</summary>
public sealed record ComparisonStart(string Id, string Hash, ComparisonPlan Plan);

/// <summary>A comparison.</summary>
/// <param name="Head">Null when there is none of this id.</param>
/// <param name="Result">One of <see cref="StartResults"/>.</param>
public sealed record ComparisonAnswer(ComparisonHead? Head, string Result = StartResults.Known);

/// <summary>What became of a request.</summary>
public static class StartResults
{
    public const string Started = "started";
    public const string Known = "known";
    public const string OtherRequest = "other_request";
}

/// <summary>Asks for differences from a place on.</summary>
public sealed record DifferencesQuery(int From, int Limit);

/// <summary>Differences.</summary>
/// <param name="Differences">Null when there is no such comparison.</param>
public sealed record DifferencesFound(IReadOnlyList<TariffDifference>? Differences);
