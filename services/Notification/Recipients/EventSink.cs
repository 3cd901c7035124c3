using Dapr.Client;
using Fleet.Contracts;
using Fleet.Notification.Domain.Messages;

namespace Fleet.Notification.Recipients;

/// <summary>Publishes what became of messages, in one call. The ids of the events follow from the messages, so a repetition has the same.</summary>
public sealed class EventSink(DaprClient dapr, ILogger<EventSink> log) : ITurnSink
{
    /// <inheritdoc/>
    public async Task<IReadOnlyList<RecipientTurn>> Take(IReadOnlyList<RecipientTurn> turns, CancellationToken cancellation)
    {
        var told = turns.SelectMany(turn => turn.Lines).SelectMany(MessageEvents.Of).ToList();
        if (told.Count == 0) return turns;
        try
        {
            var answer = await dapr.BulkPublishEventAsync(ComponentNames.PubSub, Topics.NotificationEvents, told, cancellationToken: cancellation);
            return MessageFlush.Without(turns, answer.FailedEntries.Select(failed => failed.Entry.EventData.MessageId).ToHashSet(StringComparer.Ordinal));
        }
        catch (Exception failure) when (!cancellation.IsCancellationRequested)
        {
            log.LogWarning(failure, "{Count} events of messages could not be published; they will come again", told.Count);
            return MessageFlush.Without(turns, told.Select(one => one.MessageId).ToHashSet(StringComparer.Ordinal));
        }
    }
}
