namespace Dapr.Client;

public abstract partial class DaprClient
{
    /// <summary>Publishes <paramref name="data"/> as JSON.</summary>
    public abstract Task PublishEventAsync<TData>(
        string pubsubName,
        string topicName,
        TData data,
        CancellationToken cancellationToken = default);

    /// <summary>Publishes <paramref name="data"/> as JSON, with metadata for the broker.</summary>
    public abstract Task PublishEventAsync<TData>(
        string pubsubName,
        string topicName,
        TData data,
        Dictionary<string, string> metadata,
        CancellationToken cancellationToken = default);

    /// <summary>Publishes an event without data.</summary>
    public abstract Task PublishEventAsync(
        string pubsubName,
        string topicName,
        CancellationToken cancellationToken = default);

    /// <summary>Publishes an event without data, with metadata for the broker.</summary>
    public abstract Task PublishEventAsync(
        string pubsubName,
        string topicName,
        Dictionary<string, string> metadata,
        CancellationToken cancellationToken = default);

    /// <summary>Publishes several events in one call; the answer names those that the broker did not take.</summary>
    public abstract Task<BulkPublishResponse<TValue>> BulkPublishEventAsync<TValue>(
        string pubsubName,
        string topicName,
        IReadOnlyList<TValue> events,
        Dictionary<string, string> metadata = default,
        CancellationToken cancellationToken = default);

    /// <summary>Publishes bytes as they are.</summary>
    public abstract Task PublishByteEventAsync(
        string pubsubName,
        string topicName,
        ReadOnlyMemory<byte> data,
        string dataContentType = "application/json",
        Dictionary<string, string> metadata = default,
        CancellationToken cancellationToken = default);
}
