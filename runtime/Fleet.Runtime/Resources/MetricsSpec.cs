using System.Text.RegularExpressions;

namespace Fleet.Runtime.Resources;

/// <summary><c>spec.metrics</c> (or <c>spec.metric</c>) of a Configuration; null where it says nothing.</summary>
public sealed record MetricsSpec
{
    /// <summary>Dapr's defaults.</summary>
    public static MetricsSpec Default { get; } = new();

    /// <summary>Whether there are metrics; on by default.</summary>
    public bool? Enabled { get; init; }

    /// <summary>Whether error codes are counted; off by default.</summary>
    public bool? RecordErrorCodes { get; init; }

    /// <summary>Whether paths are labels; off by default.</summary>
    public bool? IncreasedCardinality { get; init; }

    /// <summary>Whether verbs are left out of labels; off by default.</summary>
    public bool? ExcludeVerbs { get; init; }

    /// <summary>Paths that are labels, e.g. <c>/orders/{id}</c>; empty: none.</summary>
    public IReadOnlyList<string> PathMatching { get; init; } = [];

    /// <summary>Bounds of latencies in milliseconds; empty: Dapr's.</summary>
    public IReadOnlyList<int> LatencyBuckets { get; init; } = [];

    /// <summary>What label values are replaced by.</summary>
    public IReadOnlyList<MetricRule> Rules { get; init; } = [];

    /// <summary>This one with every part that <paramref name="next"/> has taken from there.</summary>
    public MetricsSpec With(MetricsSpec next) => new()
    {
        Enabled = next.Enabled ?? Enabled,
        RecordErrorCodes = next.RecordErrorCodes ?? RecordErrorCodes,
        IncreasedCardinality = next.IncreasedCardinality ?? IncreasedCardinality,
        ExcludeVerbs = next.ExcludeVerbs ?? ExcludeVerbs,
        PathMatching = next.PathMatching.Count > 0 ? next.PathMatching : PathMatching,
        LatencyBuckets = next.LatencyBuckets.Count > 0 ? next.LatencyBuckets : LatencyBuckets,
        Rules = next.Rules.Count > 0 ? next.Rules : Rules,
    };
}

/// <summary>A rule for one label of one metric.</summary>
/// <param name="Metric">The metric's name.</param>
/// <param name="Label">The label's name.</param>
/// <param name="Pattern">What is replaced.</param>
/// <param name="Value">By what.</param>
public sealed record MetricRule(string Metric, string Label, Regex Pattern, string Value);
