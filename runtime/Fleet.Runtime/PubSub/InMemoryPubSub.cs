using System.Collections.Immutable;
using System.Threading.Channels;
using Fleet.Runtime.Components;
using Fleet.Runtime.Inspection;
using Microsoft.Extensions.Logging;

namespace Fleet.Runtime.PubSub;

/// <summary>
/// <c>pubsub.in-memory</c>: lives in one sidecar and loses everything with it. A topic that nobody subscribes to keeps
/// nothing; a failed event is delivered again at once, ten calls in all, and is then lost.
/// </summary>
public sealed class InMemoryPubSub(ComponentContext context) : IPubSub, IQueueListing
{
    private const int MaxCalls = 10;
    private const int MaxQueued = 10_000;
    private readonly Lock gate = new();
    private ImmutableArray<Queue> queues = [];

    /// <summary>The type as the registry knows it.</summary>
    public static ComponentType Type { get; } = new("pubsub.in-memory", TopicScopes.Fields, context => new InMemoryPubSub(context));

    /// <inheritdoc/>
    public Task InitAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task PublishAsync(string topic, IReadOnlyList<BrokerMessage> messages, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            var takers = queues.Where(queue => queue.Takes(topic)).ToList();
            if (takers.Any(queue => queue.Length + messages.Count > MaxQueued))
                throw new BrokerFullException(topic);
            foreach (var queue in takers)
                queue.Add(messages);
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task<IAsyncDisposable> SubscribeAsync(BrokerSubscription subscription, CancellationToken cancellationToken)
    {
        var queue = new Queue(subscription, context.Log);
        lock (gate)
            queues = queues.Add(queue);
        return Task.FromResult<IAsyncDisposable>(new Running(this, queue));
    }

    /// <inheritdoc/>
    public object Queues => this;

    /// <inheritdoc/>
    public Task<IReadOnlyList<QueueStatus>> QueuesAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<QueueStatus>>([.. queues.Select(queue => queue.Status(context))]);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var queue in queues)
            await RemoveAsync(queue);
    }

    private async Task RemoveAsync(Queue queue)
    {
        lock (gate)
            queues = queues.Remove(queue);
        await queue.EndAsync();
    }

    private sealed class Running(InMemoryPubSub broker, Queue queue) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync() => await broker.RemoveAsync(queue);
    }

    private sealed class Queue
    {
        private readonly Channel<BrokerMessage> waiting = Channel.CreateBounded<BrokerMessage>(new BoundedChannelOptions(MaxQueued) { SingleReader = true });
        private readonly BrokerSubscription subscription;
        private readonly ILogger log;
        private readonly Task delivering;
        private volatile bool isEnded;
        private volatile int inFlight;

        public Queue(BrokerSubscription subscription, ILogger log)
        {
            this.subscription = subscription;
            this.log = log;
            delivering = Task.Run(DeliverAsync);
        }

        public QueueStatus Status(ComponentContext context) => new(context.Name, subscription.Topic, context.AppId, Length, inFlight);

        public int Length => waiting.Reader.Count;

        // A trailing * takes all topics that begin so.
        public bool Takes(string topic) => subscription.Topic.EndsWith('*')
            ? topic.StartsWith(subscription.Topic[..^1], StringComparison.Ordinal)
            : topic == subscription.Topic;

        public void Add(IReadOnlyList<BrokerMessage> messages)
        {
            foreach (var message in messages)
                waiting.Writer.TryWrite(message);
        }

        public async Task EndAsync()
        {
            isEnded = true;
            waiting.Writer.TryComplete();
            await delivering;
        }

        private async Task DeliverAsync()
        {
            await foreach (var message in waiting.Reader.ReadAllAsync())
            {
                for (var call = 1; !isEnded && !await TryAsync(message); call++)
                {
                    if (call == MaxCalls)
                    {
                        log.LogError("An event of topic {Topic} is lost after {Calls} deliveries", subscription.Topic, MaxCalls);
                        break;
                    }
                }
            }
        }

        private async Task<bool> TryAsync(BrokerMessage message)
        {
            inFlight = 1;
            try
            {
                return (await subscription.DeliverAsync([message], CancellationToken.None))[0];
            }
            catch (Exception failure)
            {
                log.LogError(failure, "Delivery of an event of topic {Topic} failed", subscription.Topic);
                return false;
            }
            finally
            {
                inFlight = 0;
            }
        }
    }
}
