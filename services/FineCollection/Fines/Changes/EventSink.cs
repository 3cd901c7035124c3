using Dapr.Client;
using Fleet.Contracts;

namespace Fleet.FineCollection.Fines.Changes;

/// <summary>Publishes the events of changes in one call.</summary>
public sealed class EventSink(DaprClient dapr, ILogger<EventSink> log) : IFineChangeSink
{
    /// <inheritdoc/>
    public async Task<IReadOnlySet<string>> Take(IReadOnlyList<FineChange> changes, CancellationToken cancellation)
    {
        var events = changes.SelectMany(change => change.Events).ToList();
        var failed = events.Count == 0 ? [] : await Publish(events, cancellation);
        return changes.Where(change => change.Events.All(told => !failed.Contains(told.EventId))).Select(change => change.Id).ToHashSet(StringComparer.Ordinal);
    }

    private async Task<HashSet<string>> Publish(List<Contracts.FineCollection.FineEvent> events, CancellationToken cancellation)
    {
        try
        {
            var answer = await dapr.BulkPublishEventAsync(ComponentNames.PubSub, Topics.FineEvents, events, cancellationToken: cancellation);
            var refused = answer.FailedEntries.Select(failed => failed.Entry.EventData.EventId).ToHashSet(StringComparer.Ordinal);
            if (refused.Count > 0) log.LogWarning("The broker refused {Refused} of {Count} fine events", refused.Count, events.Count);
            return refused;
        }
        catch (Exception failure) when (!cancellation.IsCancellationRequested)
        {
            log.LogWarning(failure, "{Count} fine events could not be published; their changes will come again", events.Count);
            return events.Select(told => told.EventId).ToHashSet(StringComparer.Ordinal);
        }
    }
}
