using Microsoft.Extensions.Logging;

namespace Fleet.Runtime.PubSub;

/// <summary>One subscription at work: takes messages of its group and delivers them, several at one time.</summary>
internal sealed class BrokerWorkers : IAsyncDisposable
{
    private readonly CancellationTokenSource stopping = new();
    private readonly SemaphoreSlim gathering = new(1);
    private readonly SqliteBroker broker;
    private readonly BrokerTopic topic;
    private readonly BrokerGroup group;
    private readonly BrokerSubscription subscription;
    private readonly BrokerGroupOptions options;
    private readonly Task working;

    public BrokerWorkers(SqliteBroker broker, BrokerTopic topic, BrokerGroup group, BrokerSubscription subscription, BrokerGroupOptions options)
    {
        this.broker = broker;
        this.topic = topic;
        this.group = group;
        this.subscription = subscription;
        this.options = options;
        working = Task.WhenAll(Enumerable.Range(0, options.Concurrency).Select(_ => WorkAsync()));
    }

    /// <summary>Takes no more; completes when no delivery is in progress.</summary>
    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        await working;
        stopping.Dispose();
        gathering.Dispose();
    }

    private async Task WorkAsync()
    {
        try
        {
            while (true)
                await await BeginAsync();
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            broker.Log.LogDebug("A worker of {Topic} has ended", subscription.Topic);
        }
    }

    // One worker gathers at a time: several would each wait with a part of what should go out together. What it has gathered
    // is on its way before the next one is woken.
    private async Task<Task> BeginAsync()
    {
        await gathering.WaitAsync(stopping.Token);
        try
        {
            return CountAndProcessAsync(await group.TakeAsync(subscription.MaxMessages, subscription.MaxAwait, stopping.Token));
        }
        finally
        {
            gathering.Release();
        }
    }

    private async Task CountAndProcessAsync(List<PendingDelivery> batch)
    {
        var size = batch.Count;
        group.Delivering(size);
        try
        {
            await ProcessAsync(batch);
        }
        finally
        {
            group.Delivering(-size);
        }
    }

    private async Task ProcessAsync(List<PendingDelivery> batch)
    {
        var processed = await DeliverAsync(batch);
        for (var i = 0; i < batch.Count; i++)
        {
            if (i < processed.Count && processed[i])
                await broker.AcknowledgeAsync(topic, group, batch[i]);
        }

        // Together: where each must wait, one does not wait for the other.
        await Task.WhenAll(batch.Where((_, i) => i >= processed.Count || !processed[i]).Select(failed => group.FailAsync(failed, options.RedeliverInterval, stopping.Token)));
    }

    private async Task<IReadOnlyList<bool>> DeliverAsync(List<PendingDelivery> batch)
    {
        try
        {
            foreach (var delivery in batch.Where(delivery => delivery.Message is null))
                delivery.Message = await broker.LoadAsync(delivery.Id);
            batch.RemoveAll(delivery => delivery.Message is null);
            if (batch.Count == 0)
                return [];
            using var limit = new CancellationTokenSource(options.ProcessingTimeout, broker.Time);
            return await subscription.DeliverAsync([.. batch.Select(delivery => delivery.Message!)], limit.Token);
        }
        catch (Exception failure)
        {
            broker.Log.LogWarning(failure, "Delivery of {Count} messages of {Topic} failed; they come again", batch.Count, subscription.Topic);
            return [];
        }
    }
}
