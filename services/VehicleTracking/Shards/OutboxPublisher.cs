using Dapr.Client;
using Fleet.Contracts;

namespace Fleet.VehicleTracking.Shards;

/// <summary>
/// Publishes what is in a shard's outbox and remembers what the broker took, until a save has dropped it. A publication that
/// fails is not the turn's failure: the event is saved, and is tried again after a pause.
/// </summary>
internal sealed class OutboxPublisher(DaprClient dapr, TimeProvider time, ILogger log)
{
    private const int MostAtOnce = 200;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);
    private readonly HashSet<string> published = [];
    private DateTimeOffset notBefore = DateTimeOffset.MinValue;

    /// <summary>Ids of events that are published and may leave the outbox.</summary>
    public IReadOnlySet<string> Published => published;

    /// <summary>A save has dropped all of <see cref="Published"/>.</summary>
    public void Dropped() => published.Clear();

    public async Task Flush(Outbox outbox)
    {
        if (time.GetUtcNow() < notBefore) return;
        var waiting = outbox.Without(published);
        await Publish(Topics.SpeedingViolations, waiting.Violations, item => item.EventId);
        await Publish(Topics.VehicleAlerts, waiting.Lost, item => item.EventId);
        await Publish(Topics.VehicleAlerts, waiting.Alerts, Outbox.KeyOf);
    }

    private async Task Publish<T>(string topic, IReadOnlyList<T> events, Func<T, string> id)
    {
        foreach (var chunk in events.Chunk(MostAtOnce))
        {
            try
            {
                using var patience = new CancellationTokenSource(Patience, time);
                var answer = await dapr.BulkPublishEventAsync(ComponentNames.PubSub, topic, chunk, cancellationToken: patience.Token);
                var failed = answer.FailedEntries.Select(entry => id(entry.Entry.EventData)).ToHashSet();
                published.UnionWith(chunk.Select(id).Where(one => !failed.Contains(one)));
                if (failed.Count > 0) Wait(topic, failed.Count, answer.FailedEntries[0].ErrorMessage);
            }
            catch (Exception failure)
            {
                Wait(topic, chunk.Length, failure.Message);
                return;
            }
        }
    }

    private void Wait(string topic, int events, string reason)
    {
        notBefore = time.GetUtcNow() + Pause;
        log.LogWarning("{Events} events for {Topic} stay in the outbox: {Reason}", events, topic, reason);
    }
}
