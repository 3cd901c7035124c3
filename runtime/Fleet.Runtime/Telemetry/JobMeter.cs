namespace Fleet.Runtime.Telemetry;

/// <summary>Counts and times the jobs that the app is called for.</summary>
internal sealed class JobMeter(MetricRegistry registry, TimeProvider time)
{
    private const string Operation = "job_trigger_op";

    private readonly MetricFamily<NumberSeries> done = registry.Number("component_job_success_count");
    private readonly MetricFamily<NumberSeries> failed = registry.Number("component_job_failure_count");
    private readonly MetricFamily<HistogramSeries> latencies = registry.Latency("component_job_latencies");

    /// <summary>The beginning of a job.</summary>
    public long Now => time.GetTimestamp();

    /// <summary>The app was called.</summary>
    public void Triggered(long began, bool success)
    {
        (success ? done : failed)[new LabelValues(Operation)].Add();
        latencies[new LabelValues(Operation, StatusText.Of(success))].Observe(time.GetElapsedTime(began).TotalMilliseconds);
    }
}
