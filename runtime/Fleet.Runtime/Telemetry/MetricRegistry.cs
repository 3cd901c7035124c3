using System.Collections.Concurrent;
using Fleet.Runtime.Resources;

namespace Fleet.Runtime.Telemetry;

/// <summary>The metrics of one sidecar by name.</summary>
internal sealed class MetricRegistry(MetricsSpec spec)
{
    private static readonly double[] Bytes =
        [1 << 10, 2 << 10, 4 << 10, 16 << 10, 64 << 10, 256 << 10, 1 << 20, 4 << 20, 16 << 20, 64 << 20, 256 << 20, 1 << 30, 4d * (1 << 30)];

    private static readonly double[] Milliseconds =
    [
        1, 2, 3, 4, 5, 6, 8, 10, 13, 16, 20, 25, 30, 40, 50, 65, 80, 100, 130, 160, 200, 250, 300, 400, 500, 650, 800,
        1_000, 2_000, 5_000, 10_000, 20_000, 50_000, 100_000,
    ];

    private readonly bool isOn = spec.Enabled ?? true;
    private readonly ConcurrentDictionary<string, IMetricFamily> families = new(StringComparer.Ordinal);
    private readonly double[] latencies = spec.LatencyBuckets.Count > 0 ? [.. spec.LatencyBuckets.Select(bound => (double)bound)] : Milliseconds;

    /// <summary>A counter or a gauge; the name is without Dapr's prefix.</summary>
    public MetricFamily<NumberSeries> Number(string name) => Add(name, () => new NumberSeries());

    /// <summary>A histogram of milliseconds.</summary>
    public MetricFamily<HistogramSeries> Latency(string name) => Add(name, () => new HistogramSeries(latencies));

    /// <summary>A histogram of bytes.</summary>
    public MetricFamily<HistogramSeries> Size(string name) => Add(name, () => new HistogramSeries(Bytes));

    /// <summary>Writes all of them.</summary>
    public void WriteTo(MetricsText text)
    {
        foreach (var family in families.Values.OrderBy(family => family.Instrument.Name, StringComparer.Ordinal))
            text.Write(family);
    }

    private MetricFamily<T> Add<T>(string name, Func<T> create)
        where T : class
    {
        var instrument = Instruments.Named(name);
        return (MetricFamily<T>)families.GetOrAdd(name, _ => new MetricFamily<T>(instrument, LabelRules.For(instrument, spec), create, isOn));
    }
}
