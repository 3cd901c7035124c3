namespace Fleet.Runtime.Telemetry;

/// <summary>Counts and times what goes to brokers and what comes from them.</summary>
internal sealed class PubSubMeter(MetricRegistry registry, TimeProvider time)
{
    private readonly MetricFamily<NumberSeries> egress = registry.Number("component_pubsub_egress_count");
    private readonly MetricFamily<HistogramSeries> egressLatencies = registry.Latency("component_pubsub_egress_latencies");
    private readonly MetricFamily<NumberSeries> bulkEgress = registry.Number("component_pubsub_egress_bulk_count");
    private readonly MetricFamily<NumberSeries> bulkEgressEvents = registry.Number("component_pubsub_egress_bulk_event_count");
    private readonly MetricFamily<HistogramSeries> bulkEgressLatencies = registry.Latency("component_pubsub_egress_bulk_latencies");
    private readonly MetricFamily<NumberSeries> ingress = registry.Number("component_pubsub_ingress_count");
    private readonly MetricFamily<HistogramSeries> ingressLatencies = registry.Latency("component_pubsub_ingress_latencies");
    private readonly MetricFamily<NumberSeries> bulkIngress = registry.Number("component_pubsub_ingress_bulk_count");
    private readonly MetricFamily<NumberSeries> bulkIngressEvents = registry.Number("component_pubsub_ingress_bulk_event_count");
    private readonly MetricFamily<HistogramSeries> bulkIngressLatencies = registry.Latency("component_pubsub_ingress_bulk_latencies");

    /// <summary>The beginning of an operation.</summary>
    public long Now => time.GetTimestamp();

    /// <summary>An event was published, or was refused.</summary>
    public void Published(long began, string component, string topic, bool success)
    {
        var labels = new LabelValues(component, StatusText.Of(success), topic);
        egress[labels].Add();
        egressLatencies[labels].Observe(Elapsed(began));
    }

    /// <summary>Several events were published by one call, or were refused.</summary>
    public void BulkPublished(long began, string component, string topic, bool success, int events)
    {
        var labels = new LabelValues(component, StatusText.Of(success), topic);
        bulkEgress[labels].Add();
        if (success)
            bulkEgressEvents[labels].Add(events);
        bulkEgressLatencies[labels].Observe(Elapsed(began));
    }

    /// <summary>The app was given an event.</summary>
    /// <param name="began">When.</param>
    /// <param name="component">Pub/sub component.</param>
    /// <param name="topic">Topic.</param>
    /// <param name="outcome"><c>success</c>, <c>retry</c> or <c>drop</c>.</param>
    public void Delivered(long began, string component, string topic, string outcome)
    {
        var labels = new LabelValues(component, outcome, outcome, topic);
        ingress[labels].Add();
        ingressLatencies[labels].Observe(Elapsed(began));
    }

    /// <summary>The app was given several events at once.</summary>
    public void BulkDelivered(long began, string component, string topic)
    {
        var labels = new LabelValues(component, "", topic);
        bulkIngress[labels].Add();
        bulkIngressLatencies[labels].Observe(Elapsed(began));
    }

    /// <summary>What became of one event of a bulk delivery.</summary>
    public void BulkEvent(string component, string topic, string outcome) => bulkIngressEvents[new LabelValues(component, outcome, topic)].Add();

    private double Elapsed(long began) => time.GetElapsedTime(began).TotalMilliseconds;
}
