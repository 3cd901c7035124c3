using Fleet.Runtime.Components;
using Fleet.Runtime.Inspection;
using Fleet.Runtime.PubSub;

namespace Fleet.Runtime.Testing;

/// <summary>A broker whose published events a test can look at.</summary>
internal sealed class RecordedPubSub(IPubSub inner, ComponentContext context, Recent<PublishedEvent> published) : IPubSub, IQueueListing
{
    /// <summary>A registry whose brokers tell what they took.</summary>
    public static ComponentRegistry In(ComponentRegistry registry, Recent<PublishedEvent> published)
    {
        var recorded = new ComponentRegistry();
        foreach (var type in registry.Types)
            recorded.Add(type with { Create = context => Around(type.Create(context), context) });
        return recorded;

        IComponent Around(IComponent component, ComponentContext context) =>
            component is IPubSub broker ? new RecordedPubSub(broker, context, published) : component;
    }

    /// <inheritdoc/>
    public Task InitAsync(CancellationToken cancellationToken) => inner.InitAsync(cancellationToken);

    /// <inheritdoc/>
    public async Task PublishAsync(string topic, IReadOnlyList<BrokerMessage> messages, CancellationToken cancellationToken)
    {
        await inner.PublishAsync(topic, messages, cancellationToken);
        foreach (var message in messages)
            published.Add(new PublishedEvent(context.AppId, context.Name, topic, message));
    }

    /// <inheritdoc/>
    public Task<IAsyncDisposable> SubscribeAsync(BrokerSubscription subscription, CancellationToken cancellationToken) =>
        inner.SubscribeAsync(subscription, cancellationToken);

    /// <inheritdoc/>
    public object? Queues => (inner as IQueueListing)?.Queues;

    /// <inheritdoc/>
    public Task<IReadOnlyList<QueueStatus>> QueuesAsync(CancellationToken cancellationToken) =>
        inner is IQueueListing queues ? queues.QueuesAsync(cancellationToken) : Task.FromResult<IReadOnlyList<QueueStatus>>([]);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => inner.DisposeAsync();
}
