using Fleet.Runtime.Components;
using Fleet.Runtime.Redis;

namespace Fleet.Runtime.PubSub;

/// <summary>
/// <c>pubsub.redis</c>: a topic is a Redis stream, an app a consumer group. A message that was not processed stays pending
/// and comes again after <c>processingTimeout</c>; others overtake it.
/// </summary>
public sealed class RedisPubSub(ComponentContext context) : IPubSub
{
    private RedisPubSubOptions options = null!;
    private RedisClient client = null!;
    private SemaphoreSlim places = null!;
    private RedisOutage outage = null!;

    /// <summary>How YAML names it, and the metadata it takes.</summary>
    public static ComponentType Type { get; } = new(
        "pubsub.redis", [.. RedisMetadata.Fields, .. RedisPubSubOptions.Fields, .. TopicScopes.Fields], context => new RedisPubSub(context));

    /// <inheritdoc/>
    public async Task InitAsync(CancellationToken cancellationToken)
    {
        options = RedisPubSubOptions.Of(context);
        places = new SemaphoreSlim(options.Concurrency);
        client = await RedisMetadata.ConnectAsync(context, cancellationToken);
        outage = new RedisOutage(context.Log, client.Settings.Address);
    }

    /// <inheritdoc/>
    public async Task PublishAsync(string topic, IReadOnlyList<BrokerMessage> messages, CancellationToken cancellationToken)
    {
        foreach (var reply in await client.SendAllAsync([.. messages.Select(message => RedisStream.Add(topic, message, options.MaxLength))], cancellationToken))
            reply.OrThrow();
    }

    /// <inheritdoc/>
    public async Task<IAsyncDisposable> SubscribeAsync(BrokerSubscription subscription, CancellationToken cancellationToken)
    {
        var stream = new RedisStream(client, subscription.Topic, options);
        await stream.CreateGroupAsync(cancellationToken);
        return new RedisSubscription(stream, subscription, options, places, context.Shared.Time, outage, context.Log);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (client is not null)
            await client.DisposeAsync();
        places?.Dispose();
    }
}
