namespace Fleet.Runtime.Telemetry;

/// <summary>Counts and times the calls between apps.</summary>
internal sealed class InvocationMeter(MetricRegistry registry, TimeProvider time)
{
    private const string Unary = "unary";

    private readonly MetricFamily<NumberSeries> sent = registry.Number("runtime_service_invocation_req_sent_total");
    private readonly MetricFamily<NumberSeries> received = registry.Number("runtime_service_invocation_req_recv_total");
    private readonly MetricFamily<NumberSeries> answersSent = registry.Number("runtime_service_invocation_res_sent_total");
    private readonly MetricFamily<NumberSeries> answers = registry.Number("runtime_service_invocation_res_recv_total");
    private readonly MetricFamily<HistogramSeries> latency = registry.Latency("runtime_service_invocation_res_recv_latency_ms");

    /// <summary>A call goes to another app.</summary>
    /// <returns>When.</returns>
    public long Sent(string callee)
    {
        sent[new LabelValues(callee, Unary)].Add();
        return time.GetTimestamp();
    }

    /// <summary>Another app answered.</summary>
    public void Answered(long began, string callee, int status)
    {
        answers[new LabelValues(callee, StatusText.Of(status), Unary)].Add();
        latency[new LabelValues(callee, StatusText.Of(status))].Observe(time.GetElapsedTime(began).TotalMilliseconds);
    }

    /// <summary>Another app calls this one.</summary>
    public void Received(string caller) => received[new LabelValues(caller)].Add();

    /// <summary>This app answered another one.</summary>
    public void AnswerSent(string caller, int status) => answersSent[new LabelValues(caller, StatusText.Of(status))].Add();
}
