using System.Collections.Concurrent;
using Dapr.Actors.Client;
using Fleet.Contracts;
using Fleet.Contracts.FineCollection;
using Fleet.Notification.Domain.Messages;
using Fleet.Notification.Recipients;
using Fleet.ServiceDefaults.DeadLetters;
using Fleet.ServiceDefaults.Messaging;

namespace Fleet.Notification.Deliveries;

/// <summary>
/// Topic <c>fine-events</c>: every event goes to its recipient, what became of its messages to everybody who follows them, and only then the event
/// is acknowledged. Each step can be repeated, so a crash anywhere costs a redelivery.
/// </summary>
public sealed class TakeFineEvents(IActorProxyFactory actors, MessageFlush flush, ILogger<TakeFineEvents> log)
{
    private const int MaxEvents = 50;
    private const int Parallelism = 8;

    internal static void Map(IEndpointRouteBuilder routes) => routes.MapBulkTopic<FineEvent>(
        new BulkTopic(ComponentNames.PubSub, Topics.FineEvents, Topics.FineEventsDead, MaxEvents),
        (services, events, cancellation) => services.GetRequiredService<TakeFineEvents>().Handle(events, cancellation),
        (services, told, cancellation) => services.GetRequiredService<TakeFineEvents>().Check(told, cancellation));

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
                var recipient = Recipient.Of(actors, ActorIdOf(fineEvent));
                turns[fineEvent.EventId] = await recipient.InvokeMethodAsync<FineEvent, RecipientTurn>(nameof(IRecipientActor.Tell), fineEvent, stop);
            }
            catch (Exception failure) when (!stop.IsCancellationRequested)
            {
                log.LogWarning(failure, "Event {EventId} of fine {FineId} could not be told; it will come again", fineEvent.EventId, fineEvent.FineId);
            }
        });
        var flushed = await flush.Flush([.. turns.Values], cancellation);
        var known = flushed.ToHashSet(ReferenceEqualityComparer.Instance);
        return [.. events.Select(fineEvent => Outcome(fineEvent, turns.GetValueOrDefault(fineEvent.EventId ?? ""), known))];
    }

    /// <summary>Says who would be told of an event, and how, without any effect.</summary>
    public async Task<DryRun> Check(FineEvent told, CancellationToken cancellation)
    {
        if (FineMessages.Obstacle(told) is { } obstacle) return DryRun.Refused(obstacle);
        var plan = await Recipient.Of(actors, ActorIdOf(told)).InvokeMethodAsync<FineEvent, TellingPlan>(nameof(IRecipientActor.Foresee), told, cancellation);
        return plan.Obstacle is { } refused ? DryRun.Refused(refused) : DryRun.Taken(plan);
    }

    private static EventOutcome Outcome(FineEvent told, RecipientTurn? turn, HashSet<object?> flushed)
    {
        if (FineMessages.Obstacle(told) is { } obstacle) return EventOutcome.GiveUp(obstacle);
        if (turn?.GivenUp is { } reason) return EventOutcome.GiveUp(reason);
        return turn is not null && flushed.Contains(turn) ? EventOutcome.Taken : EventOutcome.Later;
    }

    private static string ActorIdOf(FineEvent told) =>
        told.Recipient is { } recipient ? Recipient.ActorIdOf(recipient.OwnerId) : Recipient.ActorIdOfNobody(told.FineId);
}
