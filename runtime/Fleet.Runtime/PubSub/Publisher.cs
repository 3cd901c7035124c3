using System.Text.Json;
using Fleet.Runtime.Hosting;
using Fleet.Runtime.Http;

namespace Fleet.Runtime.PubSub;

/// <summary>Takes what an app publishes to a broker.</summary>
public sealed class Publisher(Sidecar sidecar)
{
    private readonly Dictionary<string, TopicScopes> scopes =
        sidecar.Components.Of<IPubSub>().ToDictionary(found => found.Spec.Name, found => new TopicScopes(found.Spec, sidecar.AppId), StringComparer.Ordinal);

    /// <summary>Scopes of a component; null: there is no pub/sub of that name.</summary>
    internal TopicScopes? ScopesOf(string pubsub) => scopes.GetValueOrDefault(pubsub);

    /// <summary>Publishes one event: the broker has it when the task completes.</summary>
    /// <exception cref="ApiException">The component is missing, the topic is not allowed, the broker refuses.</exception>
    public async Task PublishAsync(OutgoingEvent outgoing, CancellationToken cancellationToken)
    {
        CheckKnown(outgoing.PubSub);
        var message = Message(outgoing);
        Check(outgoing.PubSub, outgoing.Topic);
        await SendAsync(outgoing.PubSub, outgoing.Topic, [message], cancellationToken);
    }

    /// <summary>Throws unless there is a pub/sub of that name.</summary>
    internal void CheckKnown(string pubsub)
    {
        if (ScopesOf(pubsub) is null)
            throw new ApiException(PubSubErrors.NotFound(pubsub));
    }

    /// <summary>Throws unless the app may publish to the topic.</summary>
    internal void Check(string pubsub, string topic)
    {
        if (ScopesOf(pubsub) is not { } found)
            throw new ApiException(PubSubErrors.NotFound(pubsub));
        if (!found.MayPublish(topic))
            throw new ApiException(PubSubErrors.Forbidden(pubsub, topic, sidecar.AppId));
    }

    /// <summary>The message that a broker gets for an event: a CloudEvent, or the body as it is.</summary>
    internal BrokerMessage Message(OutgoingEvent outgoing) => Message(outgoing, IsRaw(outgoing.PubSub, outgoing.Metadata));

    /// <summary>The same, where it is not the event's own metadata that say whether it goes as it is.</summary>
    internal BrokerMessage Message(OutgoingEvent outgoing, bool isRaw)
    {
        try
        {
            if (isRaw)
                return new BrokerMessage(outgoing.Data, outgoing.Metadata);
            var wrapped = CloudEventWriter.Wrap(outgoing, sidecar.AppId, sidecar.Runtime.Shared.Time.GetUtcNow());
            return new BrokerMessage(wrapped, outgoing.Metadata, ContentTypes.CloudEvent);
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException)
        {
            // JSON can write down half a surrogate pair, which is no text.
            throw new ApiException(PubSubErrors.BadCloudEvent(outgoing.PubSub, broken.Message), broken);
        }
    }

    /// <summary>Whether the metadata of a call ask for raw payloads.</summary>
    internal static bool IsRaw(string pubsub, IReadOnlyDictionary<string, string> metadata)
    {
        try
        {
            return EventMetadata.IsRaw(metadata);
        }
        catch (FormatException broken)
        {
            throw new ApiException(PubSubErrors.BadMetadata(pubsub, broken.Message), broken);
        }
    }

    /// <summary>Gives a message to the broker, under the component's outbound policy.</summary>
    internal Task SendAsync(string pubsub, string topic, IReadOnlyList<BrokerMessage> messages, CancellationToken cancellationToken) =>
        SendAsync(pubsub, topic, messages, sidecar.Metrics.PubSub.Published, cancellationToken);

    /// <summary>Gives the messages of a bulk publish to the broker, under the component's outbound policy.</summary>
    internal Task SendBulkAsync(string pubsub, string topic, IReadOnlyList<BrokerMessage> messages, CancellationToken cancellationToken) => SendAsync(
        pubsub,
        topic,
        messages,
        (began, _, _, success) => sidecar.Metrics.PubSub.BulkPublished(began, pubsub, topic, success, messages.Count),
        cancellationToken);

    private async Task SendAsync(string pubsub, string topic, IReadOnlyList<BrokerMessage> messages, Action<long, string, string, bool> count, CancellationToken cancellationToken)
    {
        var began = sidecar.Metrics.PubSub.Now;
        var success = false;
        try
        {
            await TryAsync(pubsub, topic, messages, cancellationToken);
            success = true;
        }
        finally
        {
            count(began, pubsub, topic, success);
        }
    }

    private async Task TryAsync(string pubsub, string topic, IReadOnlyList<BrokerMessage> messages, CancellationToken cancellationToken)
    {
        var broker = sidecar.Components.Find<IPubSub>(pubsub)!;
        try
        {
            await sidecar.Policies.ForOutbound(pubsub).RunAsync(Send, statusOf: null, cancellationToken);
        }
        catch (Exception failure) when (failure is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            throw new ApiException(PubSubErrors.NotTaken(pubsub, topic, failure), failure);
        }

        async Task<bool> Send(CancellationToken attempt)
        {
            await broker.PublishAsync(topic, messages, attempt);
            return true;
        }
    }
}
