using System.Diagnostics;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;
using OpenTelemetry;

namespace Fleet.Runtime.Telemetry;

/// <summary>Posts spans to Zipkin, in the JSON of its second version.</summary>
internal sealed class ZipkinExporter(Uri endpoint, string appId, ILogger log) : BaseExporter<Activity>
{
    private readonly HttpClient client = new(new SocketsHttpHandler { ActivityHeadersPropagator = null });

    /// <inheritdoc/>
    public override ExportResult Export(in Batch<Activity> batch)
    {
        var spans = new JsonArray();
        foreach (var span in batch)
            spans.Add(Describe(span));
        using var request = new HttpRequestMessage(HttpMethod.Post, endpoint) { Content = new StringContent(spans.ToJsonString()) };
        request.Content.Headers.ContentType = new("application/json");
        try
        {
            using var answer = client.Send(request);
            if (answer.IsSuccessStatusCode)
                return ExportResult.Success;
            log.LogWarning("Zipkin answered {Status} to {Count} spans", (int)answer.StatusCode, spans.Count);
        }
        catch (HttpRequestException failure)
        {
            log.LogWarning("Zipkin did not take {Count} spans: {Reason}", spans.Count, failure.Message);
        }

        return ExportResult.Failure;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        client.Dispose();
        base.Dispose(disposing);
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
