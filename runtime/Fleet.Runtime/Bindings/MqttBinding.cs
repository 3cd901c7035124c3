using Fleet.Runtime.Components;
using Fleet.Runtime.Mqtt;
using Microsoft.Extensions.Logging;

namespace Fleet.Runtime.Bindings;

/// <summary>
/// <c>bindings.mqtt3</c>: publishes to a topic of an MQTT 3.1.1 broker, and delivers what comes on it. A message is
/// acknowledged when the app has answered success, and not before.
/// </summary>
internal sealed class MqttBinding(ComponentContext context) : IInputBinding, IOutputBinding
{
    private const string Topic = "topic";

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    private readonly string topic = context.Metadata.Required(Topic);
    private readonly int retries = context.Metadata.Number("backOffMaxRetries", 0);
    private readonly MqttPublisher publisher = new(MqttMetadata.Settings(context.Metadata, "producer"), context.Shared.Time);
    private readonly MqttSettings consumer = MqttMetadata.Settings(context.Metadata, "consumer");

    /// <summary>How YAML names it, and what it knows.</summary>
    public static ComponentType Type { get; } = new(
        "bindings.mqtt3",
        [.. MqttMetadata.Fields, new(Topic, Required: true), new("retain", FieldKind.Boolean), new("backOffMaxRetries", FieldKind.Number), new("qos")],
        context => new MqttBinding(context));

    /// <inheritdoc/>
    public IReadOnlyList<string> Operations { get; } = ["create"];

    /// <inheritdoc/>
    public Task InitAsync(CancellationToken cancellationToken)
    {
        // The broker may come later than the sidecar, so nothing connects yet.
        if (context.Metadata.Text("qos") is not (null or "1"))
            context.Log.LogWarning("Binding {Binding}: metadata field qos is ignored, messages are delivered at least once (1)", context.Name);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async Task<BindingResponse> InvokeAsync(BindingRequest request, CancellationToken cancellationToken)
    {
        var target = request.Setting(Topic, context.Metadata)!;
        if (target.AsSpan().IndexOfAny('+', '#', '\0') >= 0)
            throw new ComponentException($"'{target}' is a pattern of topics, expected one topic");
        await publisher.PublishAsync(target, request.Data, context.Metadata.Boolean("retain"), cancellationToken);
        return BindingResponse.Nothing;
    }

    /// <inheritdoc/>
    public async Task ReadAsync(Func<BindingRequest, CancellationToken, Task<BindingResponse>> deliver, CancellationToken cancellationToken)
    {
        using var subscriber = new MqttSubscriber(consumer, topic, context.Shared.Time, context.Log);
        await subscriber.RunAsync((message, useless) => DeliverAsync(deliver, message, useless), cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => publisher.DisposeAsync();

    // Topics often bear the names of those whom a message is about: none is told.
    private async Task<bool> DeliverAsync(Func<BindingRequest, CancellationToken, Task<BindingResponse>> deliver, MqttMessage message, CancellationToken useless)
    {
        var request = new BindingRequest("", message.Payload, Metadata(message.Topic));
        for (var failures = 0; ; failures++)
        {
            try
            {
                await deliver(request, useless);
                return true;
            }
            catch (Exception failure)
            {
                var isLast = (retries >= 0 && failures >= retries) || useless.IsCancellationRequested;
                if (isLast || failures == 0)
                    context.Log.LogWarning("The app does not take a message of binding {Binding}: {Failure}; {Next}", context.Name, failure.Message, isLast ? "it is not acknowledged" : "trying again");
                if (isLast)
                    return false;
            }

            await Task.Delay(Pause, context.Shared.Time, useless).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (useless.IsCancellationRequested)
                return false;
        }
    }

    // What a header cannot hold would keep the message from the app for ever.
    private static Dictionary<string, string> Metadata(string topic)
    {
        var metadata = new Dictionary<string, string>(StringComparer.Ordinal);
        if (!topic.Any(char.IsControl))
            metadata[Topic] = topic;
        return metadata;
    }
}
