using System.Globalization;
using Fleet.Runtime.Components;
using Fleet.Runtime.Inspection;
using Fleet.Runtime.Sqlite;

namespace Fleet.Runtime.PubSub;

/// <summary>
/// <c>pubsub.sqlite</c>, of the embedded runtime only: durable queues in one file for all sidecars of a runtime. A message
/// stays until every consumer group that the topic has ever had took it; at least once, in order but for redeliveries.
/// </summary>
public sealed class SqlitePubSub(ComponentContext context) : IPubSub, IQueueListing
{
    private const int DefaultConcurrency = 10;

    // Longer than a policy for deliveries should ever try: what it cuts off begins its tries anew.
    private static readonly TimeSpan DefaultProcessingTimeout = TimeSpan.FromMinutes(30);

    private SqliteBroker broker = null!;
    private string group = "";
    private int maxQueueLength;

    /// <summary>How YAML names it, and the metadata it takes.</summary>
    public static ComponentType Type { get; } = new(
        "pubsub.sqlite",
        [
            .. SqliteMetadata.Fields,
            .. TopicScopes.Fields,
            new("consumerID"),
            new("concurrency"),
            new("redeliverInterval", FieldKind.Duration),
            new("processingTimeout", FieldKind.Duration),
            new("maxQueueLength", FieldKind.Number),
        ],
        context => new SqlitePubSub(context));

    /// <inheritdoc/>
    public async Task InitAsync(CancellationToken cancellationToken)
    {
        group = context.Metadata.Text("consumerID") ?? context.AppId;
        maxQueueLength = context.Metadata.Number("maxQueueLength", 5_000_000);
        var options = SqliteMetadata.Options(context);
        var ownedFile = options.IsInMemory ? null : options.Path + ".owner";
        broker = context.Shared.Engine(
            options.Path, () => new SqliteBroker(SqliteMetadata.Engine(context), ownedFile, context.Shared.Time, context.Log));
        await broker.OpenAsync();
    }

    /// <inheritdoc/>
    public Task PublishAsync(string topic, IReadOnlyList<BrokerMessage> messages, CancellationToken cancellationToken) =>
        broker.PublishAsync(topic, messages, maxQueueLength);

    /// <inheritdoc/>
    public Task<IAsyncDisposable> SubscribeAsync(BrokerSubscription subscription, CancellationToken cancellationToken) =>
        broker.SubscribeAsync(subscription, GroupOptions(subscription), cancellationToken);

    /// <inheritdoc/>
    public object Queues => broker;

    /// <inheritdoc/>
    public Task<IReadOnlyList<QueueStatus>> QueuesAsync(CancellationToken cancellationToken) => broker.QueuesAsync(context.Name, cancellationToken);

    /// <summary>What was processed is on the disk when this returns.</summary>
    public async ValueTask DisposeAsync()
    {
        if (broker is not null)
            await broker.FlushAsync();
    }

    private BrokerGroupOptions GroupOptions(BrokerSubscription subscription) => new(
        group,
        Concurrency(subscription),
        context.Metadata.Duration("redeliverInterval", TimeSpan.FromSeconds(15)),
        Positive("processingTimeout", DefaultProcessingTimeout));

    private TimeSpan Positive(string field, TimeSpan fallback) => context.Metadata.Duration(field, fallback) is { Ticks: > 0 } given
        ? given
        : throw new ComponentException($"metadata field {field} must be above zero");

    private int Concurrency(BrokerSubscription subscription)
    {
        var text = subscription.Metadata.TryGetValue("concurrency", out var own) ? own : context.Metadata.Text("concurrency");
        return text switch
        {
            null or "" or "parallel" => DefaultConcurrency,
            "single" => 1,
            _ when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 => number,
            _ => throw new ComponentException($"concurrency is '{text}', expected a number above 0, single or parallel"),
        };
    }
}
