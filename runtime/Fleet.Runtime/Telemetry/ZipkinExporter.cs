using System.Diagnostics;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;
using OpenTelemetry;

namespace Fleet.Runtime.Telemetry;

/// <summary>Posts spans to Zipkin, in the JSON of its second version.</summary>
internal sealed class ZipkinExporter(Uri endpoint, string appId, TimeProvider time, ILogger log) : BaseExporter<Activity>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly HttpClient client = new(new SocketsHttpHandler { ActivityHeadersPropagator = null });
    private bool isAway;

    /// <inheritdoc/>
    public override ExportResult Export(in Batch<Activity> batch)
    {
        try
        {
            Post(batch);
            isAway = false;
            return ExportResult.Success;
        }
        catch (Exception failure)
        {
            // Nobody above catches: what this thread throws ends the process. One line tells of all failures until it is well again.
            if (!isAway)
                log.LogWarning("Zipkin at {Endpoint} takes no spans: {Reason}", endpoint, failure.Message);
            isAway = true;
            return ExportResult.Failure;
        }
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        client.Dispose();
        base.Dispose(disposing);
    }

    private void Post(in Batch<Activity> batch)
    {
        var spans = new JsonArray();
        foreach (var span in batch)
            spans.Add(Describe(span));
        using var request = new HttpRequestMessage(HttpMethod.Post, endpoint) { Content = new StringContent(spans.ToJsonString()) };
        request.Content.Headers.ContentType = new("application/json");
        using var late = new CancellationTokenSource(Patience, time);
        using var answer = client.Send(request, late.Token);
        answer.EnsureSuccessStatusCode();
    }

    private JsonObject Describe(Activity span)
    {
        var json = new JsonObject
        {
            ["traceId"] = span.TraceId.ToHexString(),
            ["id"] = span.SpanId.ToHexString(),
            ["name"] = span.DisplayName,
            ["kind"] = span.Kind.ToString().ToUpperInvariant(),
            ["timestamp"] = (span.StartTimeUtc - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond,
            ["duration"] = Math.Max(1, span.Duration.Ticks / TimeSpan.TicksPerMicrosecond),
            ["localEndpoint"] = new JsonObject { ["serviceName"] = appId },
            ["tags"] = new JsonObject(span.Tags.Select(tag => KeyValuePair.Create(tag.Key, (JsonNode?)tag.Value))),
        };
        if (span.ParentSpanId != default)
            json["parentId"] = span.ParentSpanId.ToHexString();
        if (span.Status == ActivityStatusCode.Error)
            json["tags"]!["error"] = span.StatusDescription;
        return json;
    }
}
