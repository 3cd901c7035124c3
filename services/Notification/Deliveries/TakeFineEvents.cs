using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Dapr.Actors;
using Dapr.Actors.Client;
using Fleet.Contracts;
using Fleet.Contracts.FineCollection;
using Fleet.Notification.Domain;
using Fleet.ServiceDefaults.Messaging;
using Fleet.ServiceDefaults.Registers;

namespace Fleet.Notification.Deliveries;

/// <summary>
/// Topic <c>fine-events</c>: every event goes to its recipient, the outcome is logged, and only then the event is
/// acknowledged. Each step can be repeated, so a crash anywhere costs a redelivery.
/// </summary>
public sealed partial class TakeFineEvents(IActorProxyFactory actors, RegisterClient<Delivery> register, ILogger<TakeFineEvents> log)
{
    private const int MaxEvents = 50;
    private const int Parallelism = 8;

    internal static void Map(IEndpointRouteBuilder routes) => routes.MapBulkTopic<FineEvent>(
        new BulkTopic(ComponentNames.PubSub, Topics.FineEvents, Topics.FineEventsDead, MaxEvents),
        (services, events, cancellation) => services.GetRequiredService<TakeFineEvents>().Handle(events, cancellation));

    /// <summary>Says of each event what became of it; one that fails does not hold up the others.</summary>
    public async Task<IReadOnlyList<EventOutcome>> Handle(IReadOnlyList<FineEvent> events, CancellationToken cancellation)
    {
        var told = new ConcurrentDictionary<string, EventTold>(StringComparer.Ordinal);
        var options = new ParallelOptions { MaxDegreeOfParallelism = Parallelism, CancellationToken = cancellation };
        var complete = events.Where(fineEvent => DeliveryRules.Obstacle(fineEvent) is null).DistinctBy(fineEvent => fineEvent.EventId);
        await Parallel.ForEachAsync(complete, options, async (fineEvent, stop) =>
        {
            try
            {
                var recipient = actors.Create(new ActorId(ActorIdOf(fineEvent)), nameof(RecipientActor));
                told[fineEvent.EventId] = await recipient.InvokeMethodAsync<FineEvent, EventTold>(nameof(IRecipientActor.Tell), fineEvent, stop);
            }
            catch (Exception failure) when (!stop.IsCancellationRequested)
            {
                log.LogWarning(failure, "Event {EventId} of fine {FineId} could not be delivered; it will come again", fineEvent.EventId, fineEvent.FineId);
            }
        });
        var logged = await Log(told.Values, cancellation);
        return [.. events.Select(fineEvent => Outcome(fineEvent, logged))];
    }

    private static EventOutcome Outcome(FineEvent fineEvent, HashSet<string> logged) => DeliveryRules.Obstacle(fineEvent) is { } obstacle
        ? EventOutcome.GiveUp(obstacle)
        : logged.Contains(fineEvent.EventId) ? EventOutcome.Taken : EventOutcome.Later;

    private async Task<HashSet<string>> Log(ICollection<EventTold> told, CancellationToken cancellation)
    {
        var shards = told.GroupBy(outcome => register.ShardOf(outcome.Delivery.FineId)).Select(async shard =>
        {
            try
            {
                await register.Add(shard.Key, [.. shard.Select(DeliveryRegister.Item)], cancellation);
                return shard.Select(outcome => outcome.Delivery.EventId);
            }
            catch (Exception failure) when (!cancellation.IsCancellationRequested)
            {
                log.LogWarning(failure, "{Count} deliveries could not be logged in shard {Shard}; their events will come again", shard.Count(), shard.Key);
                return [];
            }
        });
        return [.. (await Task.WhenAll(shards)).SelectMany(ids => ids)];
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
