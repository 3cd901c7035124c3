using System.Collections.Concurrent;
using System.Threading.Channels;
using Fleet.Runtime.Redis;
using Microsoft.Extensions.Logging;

namespace Fleet.Runtime.PubSub;

/// <summary>
/// One subscription at work: reads new messages and reclaims those that were not acknowledged in time into a bounded
/// queue, out of which workers deliver. What it leaves behind when it ends stays pending, and comes again.
/// </summary>
internal sealed class RedisSubscription : IAsyncDisposable
{
    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromMilliseconds(200);

    private readonly CancellationTokenSource stopping = new();
    private readonly ConcurrentDictionary<string, bool> held = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim gathering = new(1);
    private readonly Channel<StreamMessage> queue;
    private readonly RedisStream stream;
    private readonly BrokerSubscription subscription;
    private readonly RedisPubSubOptions options;
    private readonly SemaphoreSlim places;
    private readonly TimeProvider time;
    private readonly RedisOutage outage;
    private readonly ILogger log;
    private readonly Task working;

    /// <summary>Begins to deliver.</summary>
    /// <param name="stream">The topic; its group is there.</param>
    /// <param name="subscription">What to deliver, and to whom.</param>
    /// <param name="options">How to deliver.</param>
    /// <param name="places">Deliveries at one time, of all subscriptions of the component.</param>
    /// <param name="time">The clock.</param>
    /// <param name="outage">Tells of a server that is away, for all subscriptions of the component.</param>
    /// <param name="log">Where other failures are told.</param>
    public RedisSubscription(
        RedisStream stream, BrokerSubscription subscription, RedisPubSubOptions options, SemaphoreSlim places, TimeProvider time, RedisOutage outage, ILogger log)
    {
        this.stream = stream;
        this.subscription = subscription;
        this.options = options;
        this.places = places;
        this.time = time;
        this.outage = outage;
        this.log = log;
        queue = Channel.CreateBounded<StreamMessage>(options.QueueDepth);
        List<Task> tasks = [RepeatAsync(ReadAsync), .. Enumerable.Range(0, options.Concurrency).Select(_ => RepeatAsync(DeliverAsync))];
        if (options.Redelivers)
            tasks.Add(RepeatAsync(ReclaimAsync));
        working = Task.WhenAll(tasks);
    }

    /// <summary>Takes no more; completes when no delivery is in progress.</summary>
    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        await working;
        stopping.Dispose();
        gathering.Dispose();
    }

    private async Task RepeatAsync(Func<CancellationToken, Task> work)
    {
        await Task.Yield();
        while (!stopping.IsCancellationRequested)
        {
            var returns = outage.Returns;
            try
            {
                await work(stopping.Token);
            }
            catch (Exception) when (stopping.IsCancellationRequested)
            {
                log.LogDebug("Subscription to {Topic} ends", subscription.Topic);
            }
            catch (Exception failure)
            {
                if (failure is RedisUnavailableException away)
                    outage.Lost(away, returns);
                else
                    log.LogWarning("Topic {Topic} on Redis: {Reason}; trying again", subscription.Topic, failure.Message);
                await Task.Delay(PauseAfterFailure, time, stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task ReadAsync(CancellationToken cancellationToken)
    {
        await using var connection = await stream.OpenAsync(cancellationToken);
        outage.Answered();
        while (true)
        {
            try
            {
                await EnqueueAsync(await stream.ReadAsync(connection, cancellationToken), cancellationToken);
            }
            catch (RedisException lost) when (lost.Prefix == "NOGROUP")
            {
                // The server lost its data, or somebody removed the stream.
                await stream.CreateGroupAsync(cancellationToken);
            }
        }
    }

    private async Task ReclaimAsync(CancellationToken cancellationToken)
    {
        await foreach (var claimed in stream.ReclaimAsync(cancellationToken))
            await EnqueueAsync(claimed, cancellationToken);
        outage.Answered();
        await Task.Delay(options.RedeliverInterval, time, cancellationToken);
    }

    // What waits here or is being delivered must not be queued again.
    private async Task EnqueueAsync(List<StreamMessage> messages, CancellationToken cancellationToken)
    {
        foreach (var message in messages)
        {
            if (held.TryAdd(message.Id, true))
                await queue.Writer.WriteAsync(message, cancellationToken);
        }
    }

    private async Task DeliverAsync(CancellationToken cancellationToken)
    {
        var batch = await GatherAsync(cancellationToken);
        try
        {
            await places.WaitAsync(cancellationToken);
            try
            {
                await DeliverAsync(batch);
            }
            finally
            {
                places.Release();
            }
        }
        finally
        {
            foreach (var message in batch)
                held.TryRemove(message.Id, out _);
        }
    }

    // One worker gathers at a time: several would each wait with a part of what should go out together.
    private async Task<List<StreamMessage>> GatherAsync(CancellationToken cancellationToken)
    {
        await gathering.WaitAsync(cancellationToken);
        try
        {
            List<StreamMessage> batch = [await queue.Reader.ReadAsync(cancellationToken)];
            if (subscription.MaxMessages <= 1)
                return batch;
            using var limit = new CancellationTokenSource(subscription.MaxAwait, time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
            while (batch.Count < subscription.MaxMessages && await MoreAsync(either.Token))
            {
                while (batch.Count < subscription.MaxMessages && queue.Reader.TryRead(out var next))
                    batch.Add(next);
            }

            return batch;
        }
        finally
        {
            gathering.Release();
        }
    }

    private async Task<bool> MoreAsync(CancellationToken cancellationToken)
    {
        var more = queue.Reader.WaitToReadAsync(cancellationToken).AsTask();
        await ((Task)more).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return more.IsCompletedSuccessfully;
    }

    private async Task DeliverAsync(List<StreamMessage> batch)
    {
        var processed = await TryDeliverAsync([.. batch.Select(message => message.Message)]);
        for (var i = 0; i < batch.Count; i++)
        {
            if (i < processed.Count && processed[i])
                await stream.AcknowledgeAsync(batch[i].Id);
        }
    }

    private async Task<IReadOnlyList<bool>> TryDeliverAsync(BrokerMessage[] messages)
    {
        using var limit = options.Redelivers ? new CancellationTokenSource(options.ProcessingTimeout, time) : new CancellationTokenSource();
        try
        {
            return await subscription.DeliverAsync(messages, limit.Token);
        }
        catch (Exception failure)
        {
            log.LogWarning("Delivery of {Count} messages of {Topic} failed: {Reason}", messages.Length, subscription.Topic, failure.Message);
            return [];
        }
    }
}
