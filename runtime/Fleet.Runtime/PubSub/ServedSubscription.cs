using Fleet.Runtime.Hosting;

namespace Fleet.Runtime.PubSub;

/// <summary>
/// A subscription in place at its broker. Where events go in the app can change under it; what the broker was told, the
/// topic, its metadata and bulk, cannot.
/// </summary>
internal sealed class ServedSubscription
{
    private static readonly TimeSpan DefaultAwait = TimeSpan.FromSeconds(1);

    private readonly Sidecar sidecar;
    private readonly Publisher publisher;
    private readonly CancellationToken end;
    private volatile Func<IReadOnlyList<BrokerMessage>, CancellationToken, Task<IReadOnlyList<bool>>> deliver;
    private IAsyncDisposable? place;

    private ServedSubscription(Sidecar sidecar, Publisher publisher, Subscription subscription, CancellationToken end)
    {
        (this.sidecar, this.publisher, this.end) = (sidecar, publisher, end);
        Subscription = subscription;
        deliver = DeliveryOf(subscription);
    }

    /// <summary>What it is.</summary>
    public Subscription Subscription { get; private set; }

    /// <summary>Subscribes at the broker; deliveries end with <paramref name="end"/> at the latest.</summary>
    public static async Task<ServedSubscription> BeginAsync(Sidecar sidecar, Publisher publisher, Subscription subscription, CancellationToken end, CancellationToken cancellationToken)
    {
        var served = new ServedSubscription(sidecar, publisher, subscription, end);
        var broker = sidecar.Components.Find<IPubSub>(subscription.PubSub)!;
        served.place = await broker.SubscribeAsync(served.ForBroker(), cancellationToken);
        return served;
    }

    /// <summary>Becomes another subscription of the same topic; false: the broker must be told, so it cannot.</summary>
    public bool TryBecome(Subscription next)
    {
        if (next.Bulk != Subscription.Bulk || !HasSame(next.Metadata, Subscription.Metadata))
            return false;
        Subscription = next;
        deliver = DeliveryOf(next);
        return true;
    }

    /// <summary>Takes no more from the broker; completes when what is being delivered is done.</summary>
    public Task EndAsync() => place?.DisposeAsync().AsTask() ?? Task.CompletedTask;

    private BrokerSubscription ForBroker()
    {
        var (most, wait) = Subscription.Bulk is not { } bulk
            ? (1, TimeSpan.Zero)
            : (bulk.MaxMessagesCount > 0 ? bulk.MaxMessagesCount : 100, bulk.MaxAwaitDurationMs > 0 ? TimeSpan.FromMilliseconds(bulk.MaxAwaitDurationMs) : DefaultAwait);
        return new BrokerSubscription(Subscription.Topic, Subscription.Metadata, most, wait, WithinAsync);
    }

    private Func<IReadOnlyList<BrokerMessage>, CancellationToken, Task<IReadOnlyList<bool>>> DeliveryOf(Subscription subscription)
    {
        var delivery = new AppDelivery(sidecar, sidecar.App!, publisher, subscription);
        if (subscription.Bulk is not null)
            return new BulkDelivery(sidecar, subscription, delivery).DeliverAsync;
        var single = new SingleDelivery(sidecar, subscription, delivery);
        return (messages, limit) => EachAsync(single, messages, limit);
    }

    private static async Task<IReadOnlyList<bool>> EachAsync(SingleDelivery single, IReadOnlyList<BrokerMessage> messages, CancellationToken cancellationToken)
    {
        var done = new bool[messages.Count];
        for (var index = 0; index < done.Length; index++)
            done[index] = await single.DeliverAsync(messages[index], cancellationToken);
        return done;
    }

    // A delivery ends with the broker's patience, or with the sidecar's when it stops.
    private async Task<IReadOnlyList<bool>> WithinAsync(IReadOnlyList<BrokerMessage> messages, CancellationToken broker)
    {
        if (!broker.CanBeCanceled)
            return await deliver(messages, end);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(broker, end);
        return await deliver(messages, either.Token);
    }

    private static bool HasSame(IReadOnlyDictionary<string, string> one, IReadOnlyDictionary<string, string> other) =>
        one.Count == other.Count && one.All(pair => other.TryGetValue(pair.Key, out var value) && value == pair.Value);
}
