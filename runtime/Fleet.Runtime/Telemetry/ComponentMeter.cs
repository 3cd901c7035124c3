namespace Fleet.Runtime.Telemetry;

/// <summary>Counts and times the operations of one kind of component.</summary>
internal sealed class ComponentMeter(MetricRegistry registry, string kind, TimeProvider time)
{
    private readonly MetricFamily<NumberSeries> count = registry.Number($"component_{kind}_count");
    private readonly MetricFamily<HistogramSeries> latencies = registry.Latency($"component_{kind}_latencies");

    /// <summary>The beginning of an operation.</summary>
    public long Now => time.GetTimestamp();

    /// <summary>Waits for an operation that began at <paramref name="began"/>, and records it.</summary>
    public async Task<T> TimeAsync<T>(long began, string component, string operation, Task<T> work)
    {
        var success = false;
        try
        {
            var result = await work;
            success = true;
            return result;
        }
        finally
        {
            Record(began, new LabelValues(component, operation, StatusText.Of(success)));
        }
    }

    /// <summary>Waits for an operation that began at <paramref name="began"/>, and records it.</summary>
    public async Task TimeAsync(long began, string component, string operation, Task work)
    {
        var success = false;
        try
        {
            await work;
            success = true;
        }
        finally
        {
            Record(began, new LabelValues(component, operation, StatusText.Of(success)));
        }
    }

    /// <summary>Records an operation of a kind that has no name for it.</summary>
    public void Record(long began, string component, bool success) => Record(began, new LabelValues(component, StatusText.Of(success)));

    private void Record(long began, LabelValues labels)
    {
        count[labels].Add();
        latencies[labels].Observe(time.GetElapsedTime(began).TotalMilliseconds);
    }
}
