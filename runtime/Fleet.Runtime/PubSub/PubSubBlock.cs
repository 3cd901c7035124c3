using System.Text.Json.Nodes;
using Fleet.Runtime.Hosting;
using Microsoft.Extensions.Logging;

namespace Fleet.Runtime.PubSub;

/// <summary>Publish and subscribe, for one sidecar.</summary>
public sealed class PubSubBlock : SidecarBlock
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan DefaultAwait = TimeSpan.FromSeconds(1);
    private readonly SemaphoreSlim gate = new(1);
    private CancellationTokenSource giveUp = new();
    private readonly List<IAsyncDisposable> running = [];
    private IReadOnlyList<Subscription> subscriptions = [];
    private bool isDraining;

    internal PubSubBlock(Sidecar sidecar)
        : base(sidecar) => Publisher = new Publisher(sidecar);

    /// <summary>Takes what the app publishes.</summary>
    public Publisher Publisher { get; }

    /// <inheritdoc/>
    public override async Task AppReadyAsync(CancellationToken cancellationToken)
    {
        if (Sidecar.App is not { } app)
            return;
        subscriptions = await new SubscriptionBook(Sidecar, Publisher).ReadAsync(app, cancellationToken);
        await ResumeAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public override Task AppHealthChangedAsync(bool isHealthy, CancellationToken cancellationToken) =>
        isHealthy ? ResumeAsync(cancellationToken) : PauseAsync(cancellationToken);

    private async Task ResumeAsync(CancellationToken cancellationToken)
    {
        await gate.WaitAsync(cancellationToken);
        try
        {
            if (isDraining || running.Count > 0)
                return;
            foreach (var subscription in subscriptions)
                await BeginAsync(subscription, cancellationToken);
        }
        finally
        {
            gate.Release();
        }
    }

    // Waits for deliveries in progress, but not for ever: the app may be what hangs.
    private async Task PauseAsync(CancellationToken atOnce)
    {
        await gate.WaitAsync(CancellationToken.None);
        try
        {
            using var late = new CancellationTokenSource(Patience, Sidecar.Runtime.Shared.Time);
            await using var onLate = late.Token.UnsafeRegister(_ => giveUp.Cancel(), null);
            await using var onCancel = atOnce.UnsafeRegister(_ => giveUp.Cancel(), null);
            await Task.WhenAll(running.Select(ended => ended.DisposeAsync().AsTask()));
            running.Clear();
        }
        finally
        {
            giveUp.Dispose();
            giveUp = new CancellationTokenSource();
            gate.Release();
        }
    }

    /// <inheritdoc/>
    public override async Task DrainAsync(CancellationToken cancellationToken)
    {
        isDraining = true;
        await PauseAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public override void Describe(JsonObject metadata)
    {
        if (subscriptions.Count > 0)
            metadata["subscriptions"] = new JsonArray([.. subscriptions.Select(subscription => subscription.Describe())]);
    }

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        giveUp.Dispose();
        gate.Dispose();
    }

    private async Task BeginAsync(Subscription subscription, CancellationToken cancellationToken)
    {
        var broker = Sidecar.Components.Find<IPubSub>(subscription.PubSub)!;
        try
        {
            running.Add(await broker.SubscribeAsync(ForBroker(subscription), cancellationToken));
        }
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
        {
            Sidecar.Log.LogError(failure, "Cannot subscribe to topic {Topic} of pubsub {PubSub}", subscription.Topic, subscription.PubSub);
        }
    }

    private BrokerSubscription ForBroker(Subscription subscription)
    {
        var delivery = new AppDelivery(Sidecar, Sidecar.App!, Publisher, subscription);
        var end = giveUp.Token;
        if (subscription.Bulk is { } bulk)
        {
            var several = new BulkDelivery(Sidecar, subscription, delivery);
            var most = bulk.MaxMessagesCount > 0 ? bulk.MaxMessagesCount : 100;
            var wait = bulk.MaxAwaitDurationMs > 0 ? TimeSpan.FromMilliseconds(bulk.MaxAwaitDurationMs) : DefaultAwait;
            return new BrokerSubscription(subscription.Topic, subscription.Metadata, most, wait, (messages, token) => WithinAsync(limit => several.DeliverAsync(messages, limit), token, end));
        }

        var single = new SingleDelivery(Sidecar, subscription, delivery);
        return new BrokerSubscription(subscription.Topic, subscription.Metadata, 1, TimeSpan.Zero, (messages, token) => WithinAsync(limit => EachAsync(single, messages, limit), token, end));
    }

    private static async Task<IReadOnlyList<bool>> EachAsync(SingleDelivery single, IReadOnlyList<BrokerMessage> messages, CancellationToken cancellationToken)
    {
        var done = new bool[messages.Count];
        for (var index = 0; index < done.Length; index++)
            done[index] = await single.DeliverAsync(messages[index], cancellationToken);
        return done;
    }

    // A delivery ends with the broker's patience, or with the sidecar's when it stops.
    private static async Task<IReadOnlyList<bool>> WithinAsync(Func<CancellationToken, Task<IReadOnlyList<bool>>> deliver, CancellationToken broker, CancellationToken end)
    {
        if (!broker.CanBeCanceled)
            return await deliver(end);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(broker, end);
        return await deliver(either.Token);
    }
}
