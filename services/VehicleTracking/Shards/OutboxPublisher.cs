using Dapr.Client;
using Fleet.Contracts;
using Fleet.Contracts.VehicleTracking;

namespace Fleet.VehicleTracking.Shards;

/// <summary>
/// Publishes what is in a shard's outbox and remembers what the broker took, until a save has dropped it. A publication that
/// fails is not the turn's failure: the event is saved, and is tried again after a pause. However much there is to publish, a turn
/// waits for the broker once.
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
        var waiting = outbox.Without(published);
        using var patience = new CancellationTokenSource(Patience, time);
        await Publish(Topics.SpeedingViolations, waiting.Violations, item => item.EventId, patience.Token);
        await Publish(Topics.VehicleAlerts, waiting.Lost, item => item.EventId, patience.Token);
        for (var alerts = waiting.Alerts; alerts.Count > 0 && time.GetUtcNow() >= notBefore; alerts = alerts.Where(alert => !published.Contains(alert.EventId)).ToList())
            await Publish(Topics.VehicleAlerts, FirstOfEach(alerts), item => item.EventId, patience.Token);
    }

    // What is told of one happening (it happened, it did not, it did) is told in that order: the next only when the broker has the one before.
    private static List<VehicleAlert> FirstOfEach(IReadOnlyList<VehicleAlert> alerts) =>
        [.. alerts.DistinctBy(alert => (alert.Vehicle, alert.Kind, alert.At, alert.Zone))];

    private async Task Publish<T>(string topic, IReadOnlyList<T> events, Func<T, string> id, CancellationToken patience)
    {
        foreach (var chunk in events.Chunk(MostAtOnce))
        {
            if (time.GetUtcNow() < notBefore) return;
            try
            {
                var answer = await dapr.BulkPublishEventAsync(ComponentNames.PubSub, topic, chunk, cancellationToken: patience);
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
