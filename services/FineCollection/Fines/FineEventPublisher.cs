using Dapr.Client;
using Fleet.Contracts;
using Fleet.Contracts.FineCollection;

namespace Fleet.FineCollection.Fines;

/// <summary>Publishes what stands in outboxes, in one call.</summary>
public sealed class FineEventPublisher(DaprClient dapr, ILogger<FineEventPublisher> log)
{
    /// <summary>Ids of the events that the broker took.</summary>
    public async Task<IReadOnlySet<string>> Publish(IReadOnlyList<FineEvent> events, CancellationToken cancellation)
    {
        if (events.Count == 0) return new HashSet<string>();
        try
        {
            var answer = await dapr.BulkPublishEventAsync(ComponentNames.PubSub, Topics.FineEvents, events, cancellationToken: cancellation);
            var refused = answer.FailedEntries.Select(failed => failed.Entry.EventData.EventId).ToHashSet(StringComparer.Ordinal);
            if (refused.Count > 0) log.LogWarning("The broker refused {Refused} of {Count} fine events", refused.Count, events.Count);
            return events.Select(published => published.EventId).Where(id => !refused.Contains(id)).ToHashSet(StringComparer.Ordinal);
        }
        catch (Exception failure) when (!cancellation.IsCancellationRequested)
        {
            log.LogWarning(failure, "{Count} fine events could not be published; their violations will come again", events.Count);
            return new HashSet<string>();
        }
    }
}
