using System.Collections.Concurrent;
using Dapr.Actors.Client;
using Fleet.Notification.Domain.Messages;
using Fleet.ServiceDefaults.DueBooks;

namespace Fleet.Notification.Recipients;

/// <summary>Sends what has come due. An item counts as done when everybody knows what became of it; what fails comes again.</summary>
public sealed class DueMessages(IActorProxyFactory actors, MessageFlush flush, ILogger<DueMessages> log) : IDueHandler
{
    private const int Parallelism = 8;

    /// <inheritdoc/>
    public async Task<IReadOnlyCollection<DueItem>> Handle(IReadOnlyList<DueItem> items, CancellationToken cancellation)
    {
        var turns = new ConcurrentDictionary<DueItem, RecipientTurn>();
        var options = new ParallelOptions { MaxDegreeOfParallelism = Parallelism, CancellationToken = cancellation };
        await Parallel.ForEachAsync(items, options, async (item, stop) =>
        {
            try
            {
                var (actorId, order) = item.Payload == DueSink.Digest
                    ? (item.Id, new DueOrder(null))
                    : (MessageId.PlaceOf(item.Id)!.Value.ActorId, new DueOrder(item.Id));
                turns[item] = await Recipient.Of(actors, actorId).InvokeMethodAsync<DueOrder, RecipientTurn>(nameof(IRecipientActor.Due), order, stop);
            }
            catch (Exception failure) when (!stop.IsCancellationRequested)
            {
                log.LogWarning(failure, "Due {What} {Id} could not be sent; it will come again", item.Payload, item.Id);
            }
        });
        var flushed = (await flush.Flush([.. turns.Values], cancellation)).ToHashSet(ReferenceEqualityComparer.Instance);
        return [.. turns.Where(turn => flushed.Contains(turn.Value)).Select(turn => turn.Key)];
    }
}
