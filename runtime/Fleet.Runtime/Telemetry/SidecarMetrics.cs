using System.Collections.Concurrent;
using Fleet.Runtime.Components;
using Fleet.Runtime.Resources;

namespace Fleet.Runtime.Telemetry;

/// <summary>All metrics of one sidecar.</summary>
public sealed class SidecarMetrics
{
    private const int MostLabels = 1000;

    private readonly ConcurrentDictionary<(string, string), string> labels = new();
    private readonly MetricRegistry registry;
    private readonly string appId;
    private readonly string space;

    internal SidecarMetrics(string appId, string space, MetricsSpec spec, TimeProvider time)
    {
        (this.appId, this.space) = (appId, space);
        registry = new MetricRegistry(spec);
        IsEnabled = spec.Enabled ?? true;
        Http = new HttpMeter(registry, spec, time);
        Invocation = new InvocationMeter(registry, time);
        Actors = new ActorMeter(registry);
        PubSub = new PubSubMeter(registry, time);
        State = new ComponentMeter(registry, "state", time);
        Secrets = new ComponentMeter(registry, "secret", time);
        Configuration = new ComponentMeter(registry, "configuration", time);
        OutputBindings = new ComponentMeter(registry, "output_binding", time);
        InputBindings = new ComponentMeter(registry, "input_binding", time);
        Jobs = new JobMeter(registry, time);
        Resiliency = new ResiliencyMeter(registry);
    }

    /// <summary>Whether they are told; the Configuration can say no.</summary>
    public bool IsEnabled { get; }

    internal HttpMeter Http { get; }

    internal InvocationMeter Invocation { get; }

    internal ActorMeter Actors { get; }

    internal PubSubMeter PubSub { get; }

    internal ComponentMeter State { get; }

    internal ComponentMeter Secrets { get; }

    internal ComponentMeter Configuration { get; }

    internal ComponentMeter OutputBindings { get; }

    internal ComponentMeter InputBindings { get; }

    internal JobMeter Jobs { get; }

    internal ResiliencyMeter Resiliency { get; }

    /// <summary>All metrics in Prometheus' text format.</summary>
    public string Render()
    {
        var text = new MetricsText(appId, space);
        registry.WriteTo(text);
        return text.ToString();
    }

    /// <summary>An endpoint and what it was asked for as one label, made once.</summary>
    internal string Label(string endpoint, string target)
    {
        if (target.Length == 0)
            return endpoint;
        if (labels.TryGetValue((endpoint, target), out var known))
            return known;
        return labels.Count >= MostLabels ? endpoint : labels.GetOrAdd((endpoint, target), static pair => $"{pair.Item1}/{pair.Item2}");
    }

    internal void Loaded(ComponentSet components, IEnumerable<ComponentSpec> failures, IEnumerable<string> resiliencies)
    {
        var loaded = registry.Number("runtime_component_loaded")[default];
        var started = registry.Number("runtime_component_init_total");
        var failed = registry.Number("runtime_component_init_fail_total");
        foreach (var component in components.All)
        {
            loaded.Add();
            started[new LabelValues(component.Spec.Type)].Add();
        }

        foreach (var spec in failures)
        {
            loaded.Add();
            failed[new LabelValues(spec.Type, spec.Name, "init")].Add();
        }

        foreach (var name in resiliencies)
            Resiliency.Loaded(name);
    }
}
