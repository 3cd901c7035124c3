using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Dapr.Actors;
using Dapr.Actors.Client;
using Fleet.Contracts;
using Fleet.Contracts.FineCollection;
using Fleet.Notification.Domain.Messages;
using Fleet.Notification.Recipients;
using Fleet.ServiceDefaults.Messaging;

namespace Fleet.Notification.Deliveries;

/// <summary>
/// Topic <c>fine-events</c>: every event goes to its recipient, the outcome is logged, and only then the event is
/// acknowledged. Each step can be repeated, so a crash anywhere costs a redelivery.
/// </summary>
public sealed partial class TakeFineEvents(IActorProxyFactory actors, MessageFlush flush, ILogger<TakeFineEvents> log)
{
    private const int MaxEvents = 50;
    private const int Parallelism = 8;

    internal static void Map(IEndpointRouteBuilder routes) => routes.MapBulkTopic<FineEvent>(
        new BulkTopic(ComponentNames.PubSub, Topics.FineEvents, Topics.FineEventsDead, MaxEvents),
        (services, events, cancellation) => services.GetRequiredService<TakeFineEvents>().Handle(events, cancellation));

    /// <summary>Says of each event what became of it; one that fails does not hold up the others.</summary>
    public async Task<IReadOnlyList<EventOutcome>> Handle(IReadOnlyList<FineEvent> events, CancellationToken cancellation)
    {
        var turns = new ConcurrentDictionary<string, RecipientTurn>(StringComparer.Ordinal);
        var options = new ParallelOptions { MaxDegreeOfParallelism = Parallelism, CancellationToken = cancellation };
        var complete = events.Where(fineEvent => FineMessages.Obstacle(fineEvent) is null).DistinctBy(fineEvent => fineEvent.EventId);
        await Parallel.ForEachAsync(complete, options, async (fineEvent, stop) =>
        {
            try
            {
                var recipient = actors.Create(new ActorId(ActorIdOf(fineEvent)), nameof(RecipientActor));
                turns[fineEvent.EventId] = await recipient.InvokeMethodAsync<FineEvent, RecipientTurn>(nameof(IRecipientActor.Tell), fineEvent, stop);
            }
            catch (Exception failure) when (!stop.IsCancellationRequested)
            {
                log.LogWarning(failure, "Event {EventId} of fine {FineId} could not be delivered; it will come again", fineEvent.EventId, fineEvent.FineId);
            }
        });
        var flushed = await flush.Flush([.. turns.Values], cancellation);
        return [.. events.Select(fineEvent => Outcome(fineEvent, turns, flushed))];
    }

    private static EventOutcome Outcome(FineEvent told, ConcurrentDictionary<string, RecipientTurn> turns, IReadOnlySet<string> flushed)
    {
        if (FineMessages.Obstacle(told) is { } obstacle) return EventOutcome.GiveUp(obstacle);
        if (!turns.TryGetValue(told.EventId, out var turn)) return EventOutcome.Later;
        if (turn.GivenUp is { } reason) return EventOutcome.GiveUp(reason);
        if (!turn.Lines.All(line => flushed.Contains(line.Id))) return EventOutcome.Later;
        return turn.Lines.FirstOrDefault(line => line.State == MessageStates.Dead) is { } dead ? EventOutcome.GiveUp(dead.Reason ?? "dead") : EventOutcome.Taken;
    }

    // An owner's id may hold what a path may not; an event without recipient is nobody's, so it has a turn of its own.
    private static string ActorIdOf(FineEvent fineEvent) => fineEvent.Recipient?.OwnerId switch
    {
        null => "nobody-" + DerivedId.Of("fin", fineEvent.FineId),
        var id when Plain().IsMatch(id) => id,
        var id => DerivedId.Of("own", id),
    };

    [GeneratedRegex(@"^[A-Za-z0-9_\-]{1,64}\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 100)]
    private static partial Regex Plain();
}
