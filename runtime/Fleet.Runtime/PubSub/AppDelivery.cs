using System.Net.Http.Headers;
using Fleet.Runtime.Faults;
using Fleet.Runtime.Hosting;
using Fleet.Runtime.Http;
using Fleet.Runtime.Telemetry;
using Microsoft.Extensions.Logging;

namespace Fleet.Runtime.PubSub;

/// <summary>Sends deliveries of one subscription to the app, and what the app cannot take to the dead letters.</summary>
internal sealed class AppDelivery(Sidecar sidecar, AppChannel app, Publisher publisher, Subscription subscription)
{
    private static readonly HashSet<string> NotOurs = new(["host", "connection", "content-length", "content-type", "transfer-encoding", "traceparent", "tracestate"], StringComparer.OrdinalIgnoreCase);
    private static readonly MediaTypeHeaderValue CloudEventType = new(ContentTypes.CloudEvent);
    private static readonly MediaTypeHeaderValue JsonType = new(ContentTypes.Json);

    /// <summary>One request with an event.</summary>
    public HttpRequestMessage Request(string path, ReceivedEvent received, TraceContext trace)
    {
        var request = Request(path, received.Json, CloudEventType, trace);
        foreach (var (name, value) in received.Message.Metadata)
        {
            if (!NotOurs.Contains(name) && HeaderValue.IsLegal(value))
                request.Headers.TryAddWithoutValidation(name, value);
        }

        return request;
    }

    /// <summary>One request with an envelope of several events.</summary>
    public HttpRequestMessage BulkRequest(string path, ReadOnlyMemory<byte> envelope, TraceContext trace) => Request(path, envelope, JsonType, trace);

    /// <summary>The span of a delivery; null: nobody traces.</summary>
    public Span? Span(TraceContext trace) => sidecar.Tracing.IsOn
        ? sidecar.Tracing.Callback("pubsub/" + subscription.Topic, trace)
            ?.Set("messaging.system", "pubsub").Set("messaging.destination", subscription.Topic).Set("messaging.destination_kind", "topic")
        : null;

    /// <summary>Sends a request.</summary>
    public Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        app.SendAsync(request, cancellationToken, FaultOperations.Deliver, subscription.Topic, subscription.PubSub);

    /// <summary>Reads the app's answer.</summary>
    public Task<byte[]> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken) => app.ReadAsync(response, cancellationToken);

    /// <summary>Publishes a message to the dead letters. False: the subscription has none, or they are not to be had.</summary>
    public async Task<bool> ToDeadLettersAsync(BrokerMessage message, CancellationToken cancellationToken)
    {
        if (subscription.DeadLetterTopic is not { } deadLetters)
            return false;
        try
        {
            publisher.Check(subscription.PubSub, deadLetters);
            await publisher.SendAsync(subscription.PubSub, deadLetters, [message], cancellationToken);
            return true;
        }
        catch (ApiException refused)
        {
            sidecar.Log.LogError("An event of topic {Topic} cannot go to its dead letters: {Reason}", subscription.Topic, refused.Message);
            return false;
        }
    }

    private HttpRequestMessage Request(string path, ReadOnlyMemory<byte> body, MediaTypeHeaderValue contentType, TraceContext trace)
    {
        var content = new ReadOnlyMemoryContent(body);
        content.Headers.ContentType = contentType;
        var request = app.Request(HttpMethod.Post, path, content);
        request.Headers.TryAddWithoutValidation(TraceContext.Header, trace.ForApp);
        request.Headers.TryAddWithoutValidation("pubsubname", subscription.PubSub);
        return request;
    }
}
