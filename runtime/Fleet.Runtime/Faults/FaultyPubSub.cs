using Fleet.Runtime.PubSub;

namespace Fleet.Runtime.Faults;

/// <summary>A broker that faults can break, on the way to it and on the way back.</summary>
internal sealed class FaultyPubSub(IPubSub inner, ComponentWay way) : FaultyComponent(inner, way), IPubSub
{
    /// <inheritdoc/>
    public Task PublishAsync(string topic, IReadOnlyList<BrokerMessage> messages, CancellationToken cancellationToken) => !Way.Faults.Acts
        ? inner.PublishAsync(topic, messages, cancellationToken)
        : Way.Faults.RunAsync(Way.At(FaultOperations.Publish, topic), token => inner.PublishAsync(topic, messages, token), cancellationToken);

    // What goes wrong with a delivery is thrown to the broker: it believes that the delivery failed.
    /// <inheritdoc/>
    public Task<IAsyncDisposable> SubscribeAsync(BrokerSubscription subscription, CancellationToken cancellationToken)
    {
        return inner.SubscribeAsync(subscription with { DeliverAsync = DeliverAsync }, cancellationToken);

        Task<IReadOnlyList<bool>> DeliverAsync(IReadOnlyList<BrokerMessage> messages, CancellationToken token) => !Way.Faults.Acts
            ? subscription.DeliverAsync(messages, token)
            : Way.Faults.RunAsync(Way.At(FaultOperations.Receive, subscription.Topic), attempt => subscription.DeliverAsync(messages, attempt), token);
    }
}
