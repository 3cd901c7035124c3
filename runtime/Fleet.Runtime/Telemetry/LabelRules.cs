using System.Text.RegularExpressions;
using Fleet.Runtime.Resources;

namespace Fleet.Runtime.Telemetry;

/// <summary>What <c>spec.metrics.rules</c> make of the label values of one metric.</summary>
internal sealed class LabelRules
{
    private readonly (Regex Pattern, string Value)[][] rules;

    private LabelRules((Regex, string)[][] rules) => this.rules = rules;

    /// <summary>The rules for a metric; null: there are none.</summary>
    public static LabelRules? For(Instrument instrument, MetricsSpec spec)
    {
        var own = spec.Rules.Where(rule => Plain(rule.Metric) == Plain(instrument.Name)).ToList();
        return own.Count == 0
            ? null
            : new LabelRules([.. instrument.OwnLabels().Select(label => own.Where(rule => rule.Label == label).Select(rule => (rule.Pattern, rule.Value)).ToArray())]);
    }

    /// <summary>The value of the label at a place.</summary>
    public string Apply(int index, string value)
    {
        foreach (var (pattern, replacement) in rules[index])
            value = pattern.Replace(value, replacement);
        return value;
    }

    private static string Plain(string name) =>
        (name.StartsWith("dapr_", StringComparison.Ordinal) ? name["dapr_".Length..] : name).Replace('/', '_');
}
