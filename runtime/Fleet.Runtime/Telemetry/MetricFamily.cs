using System.Collections.Concurrent;

namespace Fleet.Runtime.Telemetry;

/// <summary>A metric of one sidecar: a series for each set of label values, or none when metrics are off.</summary>
internal sealed class MetricFamily<T>(Instrument instrument, LabelRules? rules, Func<T> create, bool isOn) : IMetricFamily
    where T : class
{
    // Label values may come from callers; what they make up must not fill the memory.
    private const int MostSeries = 5000;

    private readonly ConcurrentDictionary<LabelValues, T> series = new();
    private readonly T uncounted = create();
    private int count;

    /// <inheritdoc/>
    public Instrument Instrument => instrument;

    /// <summary>The series of these values.</summary>
    public T this[LabelValues values]
    {
        get
        {
            if (!isOn)
                return uncounted;
            if (rules is not null)
                values = values.With(rules.Apply);
            return series.TryGetValue(values, out var known) ? known : Add(values);
        }
    }

    /// <inheritdoc/>
    public void WriteTo(MetricsText text)
    {
        foreach (var (values, found) in series)
        {
            if (found is HistogramSeries histogram)
                text.Write(instrument, values, histogram);
            else if (found is NumberSeries number)
                text.Write(instrument, values, number);
        }
    }

    private T Add(LabelValues values)
    {
        if (Volatile.Read(ref count) >= MostSeries)
            return uncounted;
        Interlocked.Increment(ref count);
        return series.GetOrAdd(values, static (_, make) => make(), create);
    }
}

/// <summary>A metric of one sidecar, to be told.</summary>
internal interface IMetricFamily
{
    /// <summary>What it is.</summary>
    Instrument Instrument { get; }

    /// <summary>Writes every series.</summary>
    void WriteTo(MetricsText text);
}
