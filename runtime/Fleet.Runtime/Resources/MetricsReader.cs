using System.Text.RegularExpressions;
using YamlDotNet.RepresentationModel;

namespace Fleet.Runtime.Resources;

/// <summary>Reads <c>spec.metric</c> and <c>spec.metrics</c>; where both say something, the latter holds, as in daprd.</summary>
internal static class MetricsReader
{
    public static MetricsSpec Read(FieldReader spec) => Part(spec.Object("metric")).With(Part(spec.Object("metrics")));

    private static MetricsSpec Part(FieldReader? metrics)
    {
        if (metrics is null)
            return MetricsSpec.Default;
        var http = metrics.Object("http");
        var read = new MetricsSpec
        {
            Enabled = metrics.Boolean("enabled"),
            RecordErrorCodes = metrics.Boolean("recordErrorCodes"),
            IncreasedCardinality = http?.Boolean("increasedCardinality"),
            ExcludeVerbs = http?.Boolean("excludeVerbs"),
            PathMatching = http?.Texts("pathMatching") ?? [],
            LatencyBuckets = metrics.Read("latencyDistributionBuckets", "a growing list of whole numbers", Buckets) ?? [],
            Rules = Rules(metrics),
        };
        http?.Done();
        metrics.Done();
        return read;
    }

    private static List<int>? Buckets(YamlNode node)
    {
        if (node is not YamlSequenceNode list)
            return null;
        var bounds = list.Children.Select(YamlScalar.Number).ToList();
        var isGrowing = bounds.Zip(bounds.Skip(1)).All(pair => pair.First < pair.Second);
        return isGrowing && bounds.TrueForAll(bound => bound is > 0 and <= int.MaxValue) ? bounds.ConvertAll(bound => (int)bound!.Value) : null;
    }

    private static List<MetricRule> Rules(FieldReader metrics)
    {
        var rules = new List<MetricRule>();
        foreach (var rule in metrics.Items("rules"))
        {
            var metric = rule.RequiredText("name");
            foreach (var label in rule.Items("labels"))
            {
                var name = label.RequiredText("name");
                if (label.Object("regex") is { } patterns)
                    rules.AddRange(patterns.Names.Select(value => Rule(patterns, metric, name, value)).OfType<MetricRule>());
                label.Done();
            }

            rule.Done();
        }

        return rules;
    }

    private static MetricRule? Rule(FieldReader patterns, string metric, string label, string value) =>
        patterns.Read(value, "a regular expression", node => YamlScalar.AsText(node) is { } text && Parse(text) is { } pattern ? new MetricRule(metric, label, pattern, value) : null);

    // Like Go's, these never look back, so that no label value can take long.
    private static Regex? Parse(string pattern)
    {
        try
        {
            return new Regex(pattern, RegexOptions.CultureInvariant | RegexOptions.NonBacktracking, Regex.InfiniteMatchTimeout);
        }
        catch (Exception unreadable) when (unreadable is ArgumentException or NotSupportedException)
        {
            return null;
        }
    }
}
