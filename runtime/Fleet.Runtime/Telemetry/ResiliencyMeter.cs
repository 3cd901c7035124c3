using Fleet.Runtime.Resiliency;

namespace Fleet.Runtime.Telemetry;

/// <summary>Counts what resiliency policies do.</summary>
internal sealed class ResiliencyMeter(MetricRegistry registry)
{
    private const string Breaker = "circuitbreaker";
    private static readonly string[] States = ["closed", "half-open", "open", "unknown"];

    private readonly Lock gate = new();
    private readonly MetricFamily<NumberSeries> loaded = registry.Number("resiliency_loaded");
    private readonly MetricFamily<NumberSeries> count = registry.Number("resiliency_count");
    private readonly MetricFamily<NumberSeries> activations = registry.Number("resiliency_activations_total");
    private readonly MetricFamily<NumberSeries> state = registry.Number("resiliency_cb_state");

    /// <summary>A Resiliency was read.</summary>
    public void Loaded(string name) => loaded[new LabelValues(name)].Add();

    /// <summary>A policy has acted.</summary>
    public void Record(PolicyEvent happened)
    {
        (happened.Act == PolicyAct.Applied ? count : activations)[Labels(happened, happened.Status)].Add();
        if (happened.Policy != Breaker)
            return;
        // Every call under a breaker comes by here; nearly all find it as it was.
        if (state[Labels(happened, happened.Status)].Value == 0)
            Become(happened);
    }

    private void Become(PolicyEvent happened)
    {
        // Two at a time could leave two states on, and no call would put that right.
        lock (gate)
        {
            foreach (var each in States)
                state[Labels(happened, each)].Set(each == happened.Status ? 1 : 0);
        }
    }

    private static LabelValues Labels(PolicyEvent happened, string status) =>
        new(happened.FlowDirection, happened.Resource, happened.Policy, status, happened.Target);
}
