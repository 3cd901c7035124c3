using System.Text;
using Fleet.Runtime.Components;
using Fleet.Runtime.Inspection;
using Fleet.Runtime.PubSub;

namespace Fleet.Runtime.Testing;

/// <summary>A request that reached an app through its sidecar.</summary>
/// <param name="App">The app that was called.</param>
/// <param name="Method">HTTP method.</param>
/// <param name="Path">Path and query.</param>
/// <param name="Status">Status of the answer; 0: there was none.</param>
/// <param name="At">When it was answered.</param>
public sealed record AppCall(string App, string Method, string Path, int Status, DateTimeOffset At);

/// <summary>What a handler of an app threw; whoever called it got status 500.</summary>
/// <param name="App">The app.</param>
/// <param name="Exception">What it threw.</param>
/// <param name="At">When.</param>
public sealed record AppFailure(string App, Exception Exception, DateTimeOffset At);

/// <summary>An event that a broker took.</summary>
/// <param name="App">App whose sidecar published it.</param>
/// <param name="PubSub">Name of the component.</param>
/// <param name="Topic">The topic.</param>
/// <param name="Message">As the broker got it: a CloudEvent, or a raw payload.</param>
public sealed record PublishedEvent(string App, string PubSub, string Topic, BrokerMessage Message)
{
    /// <summary>The message as text.</summary>
    public string Text => Encoding.UTF8.GetString(Message.Data.Span);
}

/// <summary>The last of something, at most so many.</summary>
internal sealed class Recent<T>(int most)
{
    private readonly Queue<T> items = [];
    private readonly Lock gate = new();

    public IReadOnlyList<T> All
    {
        get
        {
            lock (gate)
                return [.. items];
        }
    }

    public void Add(T item)
    {
        lock (gate)
        {
            while (items.Count >= most)
                items.Dequeue();
            items.Enqueue(item);
        }
    }
}

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
    public Task<IReadOnlyList<QueueStatus>> QueuesAsync(CancellationToken cancellationToken) =>
        inner is IQueueListing queues ? queues.QueuesAsync(cancellationToken) : Task.FromResult<IReadOnlyList<QueueStatus>>([]);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => inner.DisposeAsync();
}
