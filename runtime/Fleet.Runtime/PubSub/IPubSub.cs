using System.Collections.ObjectModel;
using Fleet.Runtime.Components;

namespace Fleet.Runtime.PubSub;

/// <summary>A message broker, as one sidecar sees it.</summary>
public interface IPubSub : IComponent
{
    /// <summary>Takes messages of one topic, in order; they are the broker's when the task completes.</summary>
    /// <exception cref="BrokerFullException">The queue is as long as it may get; nothing was taken.</exception>
    Task PublishAsync(string topic, IReadOnlyList<BrokerMessage> messages, CancellationToken cancellationToken);

    /// <summary>
    /// Begins to deliver messages of a topic; the subscription is in place when the task completes. Disposing what comes
    /// back takes no further message out of the broker, and completes when no delivery of it is in progress.
    /// </summary>
    Task<IAsyncDisposable> SubscribeAsync(BrokerSubscription subscription, CancellationToken cancellationToken);
}

/// <summary>A message in a broker.</summary>
/// <param name="Data">The bytes: a CloudEvent as JSON, or a raw payload.</param>
/// <param name="Metadata">Metadata that travels with it.</param>
/// <param name="ContentType">Content type of <paramref name="Data"/>; null: unknown.</param>
public sealed record BrokerMessage(ReadOnlyMemory<byte> Data, IReadOnlyDictionary<string, string> Metadata, string? ContentType = null)
{
    /// <summary>What a message carries that was published without any metadata.</summary>
    public static IReadOnlyDictionary<string, string> NoMetadata { get; } = ReadOnlyDictionary<string, string>.Empty;
}

/// <summary>A subscription to a topic.</summary>
/// <param name="Topic">The topic.</param>
/// <param name="Metadata">Metadata of the subscription.</param>
/// <param name="MaxMessages">Most messages a delivery; 1: one at a time.</param>
/// <param name="MaxAwait">How long a delivery may wait for more messages.</param>
/// <param name="DeliverAsync">
/// Called with messages, by several threads at once if the broker likes. A flag for each says whether it was processed; a
/// message that was not, or a call that throws, is for the broker to deliver again. The token ends a delivery that the
/// broker no longer waits for; the end of a subscription leaves deliveries in progress alone.
/// </param>
public sealed record BrokerSubscription(
    string Topic,
    IReadOnlyDictionary<string, string> Metadata,
    int MaxMessages,
    TimeSpan MaxAwait,
    Func<IReadOnlyList<BrokerMessage>, CancellationToken, Task<IReadOnlyList<bool>>> DeliverAsync);

/// <summary>A broker's queue is as long as it may get; the publisher has to wait (429).</summary>
public sealed class BrokerFullException(string topic) : Exception($"the queue of topic {topic} is full; try again later");
