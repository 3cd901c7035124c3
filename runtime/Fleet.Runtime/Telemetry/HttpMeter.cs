using Fleet.Runtime.Resources;
using Microsoft.AspNetCore.Http;

namespace Fleet.Runtime.Telemetry;

/// <summary>Counts and times the calls of the sidecar's HTTP API, and the sidecar's calls of its app.</summary>
internal sealed class HttpMeter
{
    private readonly TimeProvider time;
    private readonly bool isOn;
    private readonly bool hasPaths;
    private readonly bool hasVerbs;
    private readonly PathPatterns patterns;
    private readonly MetricFamily<NumberSeries> requests;
    private readonly MetricFamily<NumberSeries>? responses;
    private readonly MetricFamily<HistogramSeries> latency;
    private readonly HistogramSeries requestBytes;
    private readonly HistogramSeries responseBytes;
    private readonly MetricFamily<NumberSeries> completed;
    private readonly MetricFamily<HistogramSeries> roundtrip;
    private readonly MetricFamily<HistogramSeries> sentBytes;
    private readonly HistogramSeries receivedBytes;
    private readonly MetricFamily<NumberSeries> probes;
    private readonly MetricFamily<HistogramSeries> probeLatency;
    private readonly MetricFamily<NumberSeries>? errors;

    public HttpMeter(MetricRegistry registry, MetricsSpec spec, TimeProvider time)
    {
        this.time = time;
        isOn = spec.Enabled ?? true;
        hasPaths = spec.IncreasedCardinality ?? false;
        hasVerbs = !(spec.ExcludeVerbs ?? false);
        patterns = new PathPatterns(spec.PathMatching);
        requests = registry.Number("http_server_request_count");
        responses = hasPaths ? registry.Number("http_server_response_count") : null;
        latency = registry.Latency("http_server_latency");
        requestBytes = registry.Size("http_server_request_bytes")[default];
        responseBytes = registry.Size("http_server_response_bytes")[default];
        completed = registry.Number("http_client_completed_count");
        roundtrip = registry.Latency("http_client_roundtrip_latency");
        sentBytes = registry.Size("http_client_sent_bytes");
        receivedBytes = registry.Size("http_client_received_bytes")[default];
        probes = registry.Number("http_healthprobes_completed_count");
        probeLatency = registry.Latency("http_healthprobes_roundtrip_latency");
        errors = spec.RecordErrorCodes ?? false ? registry.Number("error_code_total") : null;
    }

    /// <summary>The beginning of a call.</summary>
    public long Now => time.GetTimestamp();

    /// <summary>A call of the API is answered.</summary>
    /// <param name="began">When it came.</param>
    /// <param name="http">Call and answer.</param>
    /// <param name="endpoint">Dapr's name of what was called.</param>
    /// <param name="path">Path as it stands on the wire.</param>
    public void Served(long began, HttpContext http, string endpoint, string path)
    {
        var labels = Labels(hasPaths || patterns.Any ? http.Request.Method : endpoint, path, http.Response.StatusCode);
        requests[labels].Add();
        responses?[labels].Add();
        latency[labels].Observe(time.GetElapsedTime(began).TotalMilliseconds);
        requestBytes.Observe(http.Request.ContentLength ?? 0);
        if (http.Response.ContentLength is { } length)
            responseBytes.Observe(length);
        else if (!http.Response.HasStarted)
            responseBytes.Observe(0);
    }

    /// <summary>An answer was streamed whose length nobody knew before.</summary>
    public void Streamed(long bytes) => responseBytes.Observe(bytes);

    /// <summary>The app answered.</summary>
    public void Called(long began, HttpRequestMessage request, HttpResponseMessage response)
    {
        if (!isOn)
            return;
        var status = (int)response.StatusCode;
        var labels = hasPaths || patterns.Any
            ? Labels(request.Method.Method, request.RequestUri!.AbsolutePath, status)
            : new LabelValues(null, null, StatusText.Of(status));
        completed[labels].Add();
        roundtrip[labels].Observe(time.GetElapsedTime(began).TotalMilliseconds);
        sentBytes[labels].Observe(request.Content?.Headers.ContentLength ?? 0);
        receivedBytes.Observe(response.Content.Headers.ContentLength ?? 0);
    }

    /// <summary>The app answered a probe of its health.</summary>
    public void Probed(long began, int status)
    {
        var labels = new LabelValues(StatusText.Of(status));
        probes[labels].Add();
        probeLatency[labels].Observe(time.GetElapsedTime(began).TotalMilliseconds);
    }

    /// <summary>The API answers with an error.</summary>
    public void Failed(string code) => errors?[new LabelValues(ErrorCategories.Of(code), code)].Add();

    private LabelValues Labels(string method, string path, int status)
    {
        var matched = patterns.Any ? patterns.Match(path) : null;
        var byVerb = hasPaths || patterns.Any;
        return new LabelValues(byVerb && !hasVerbs ? "" : method, matched ?? (hasPaths ? path : null), StatusText.Of(status));
    }
}
