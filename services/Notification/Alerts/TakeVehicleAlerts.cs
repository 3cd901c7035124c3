using System.Collections.Concurrent;
using Dapr.Actors.Client;
using Fleet.Contracts;
using Fleet.Contracts.VehicleRegistry;
using Fleet.Notification.Domain.Messages;
using Fleet.Notification.Recipients;
using Fleet.Notification.Templates;
using Fleet.ServiceDefaults.DeadLetters;
using Fleet.ServiceDefaults.Messaging;

namespace Fleet.Notification.Alerts;

/// <summary>An event of the topic <c>vehicle-alerts</c>, of either form: an alert by vehicle, or a lost vehicle by plate.</summary>
internal sealed record VehicleAlertEvent(
    string? EventId,
    string? Kind,
    string? Vehicle,
    string? Plate,
    DateTimeOffset? At,
    DateTimeOffset? LostAt,
    DateTimeOffset? Until,
    double? Latitude,
    double? Longitude,
    string? Zone,
    double? SpeedKmh,
    double? LimitKmh,
    string? Withdraws)
{
    /// <summary>What the vehicle is registered as.</summary>
    public string? Registered => Plate ?? Vehicle;

    /// <summary>What a recipient is told; null when the event lacks what it needs.</summary>
    public VehicleAlertTold? Told() => EventId is null || Kind is null || Registered is null || (At ?? LostAt) is not { } at
        ? null
        : new VehicleAlertTold(Withdraws ?? EventId, new VehicleNews(Registered, Kind, at, Until, Latitude, Longitude, Zone, SpeedKmh, LimitKmh), Withdraws is not null);
}

/// <summary>Who would hear of an alert.</summary>
/// <param name="RecipientId">The owner of the vehicle; null when unknown.</param>
/// <param name="IsListening">Whether they asked for alerts; if not, nobody is told.</param>
internal sealed record AlertEffect(string? RecipientId, bool IsListening);

/// <summary>
/// Topic <c>vehicle-alerts</c>: what happened to vehicles goes to those owners who asked for it. While nobody did, an event costs nothing more than
/// to be read; else a look at who listens, before anybody is woken.
/// </summary>
public sealed class TakeVehicleAlerts(IActorProxyFactory actors, AlertAudience audience, PlateOwners owners, MessageFlush flush, ILogger<TakeVehicleAlerts> log)
{
    private const int MaxEvents = 200;
    private const int Parallelism = 4;
    private const string Incomplete = "The event is incomplete: eventId, kind, vehicle or plate, and at or lostAt are needed.";

    internal static void Map(IEndpointRouteBuilder routes) => routes.MapBulkTopic<VehicleAlertEvent>(
        new BulkTopic(ComponentNames.PubSub, Topics.VehicleAlerts, Topics.VehicleAlertsDead, MaxEvents, MaxWaitMilliseconds: 100),
        (services, events, cancellation) => services.GetRequiredService<TakeVehicleAlerts>().Handle(events, cancellation),
        (services, one, cancellation) => services.GetRequiredService<TakeVehicleAlerts>().Check(one, cancellation));

    /// <summary>Says of each event what became of it; one that cannot be told is kept as a dead letter.</summary>
    internal async Task<IReadOnlyList<EventOutcome>> Handle(IReadOnlyList<VehicleAlertEvent> events, CancellationToken cancellation)
    {
        await audience.Begin(cancellation);
        var told = events.Select(one => one.Told()).ToList();
        var failed = audience.IsEmpty ? new HashSet<string>() : await Tell([.. told.OfType<VehicleAlertTold>()], cancellation);
        return
        [
            .. told.Select(one => one is null
                ? EventOutcome.GiveUp(Incomplete)
                : failed.Contains(one.EventId) ? EventOutcome.Later : EventOutcome.Taken),
        ];
    }

    /// <summary>Says who would hear of an event, without any effect.</summary>
    internal async Task<DryRun> Check(VehicleAlertEvent one, CancellationToken cancellation)
    {
        if (one.Told() is not { } told) return DryRun.Refused(Incomplete);
        await audience.Begin(cancellation);
        var owner = (await owners.Of([told.News.Plate], cancellation))[told.News.Plate];
        return DryRun.Taken(new AlertEffect(owner?.OwnerId, owner is not null && audience.Has(owner.OwnerId)));
    }

    private async Task<HashSet<string>> Tell(List<VehicleAlertTold> told, CancellationToken cancellation)
    {
        var byPlate = await owners.Of(told.Select(one => one.News.Plate), cancellation);
        var wanted = told.Where(one => byPlate[one.News.Plate] is { } owner && audience.Has(owner.OwnerId)).GroupBy(one => byPlate[one.News.Plate]!.OwnerId, StringComparer.Ordinal);
        var turns = new ConcurrentDictionary<string, (RecipientTurn? Turn, List<string> EventIds)>(StringComparer.Ordinal);
        var options = new ParallelOptions { MaxDegreeOfParallelism = Parallelism, CancellationToken = cancellation };
        await Parallel.ForEachAsync(wanted, options, async (alerts, stop) =>
        {
            var all = alerts.ToList();
            turns[alerts.Key] = (await Tell(byPlate[all[0].News.Plate]!, all, stop), [.. all.Select(one => one.EventId)]);
        });
        var flushed = await flush.Flush([.. turns.Values.Select(turn => turn.Turn).OfType<RecipientTurn>()], cancellation);
        var known = flushed.ToHashSet(ReferenceEqualityComparer.Instance);
        return turns.Values.Where(turn => turn.Turn is null || !known.Contains(turn.Turn)).SelectMany(turn => turn.EventIds).ToHashSet(StringComparer.Ordinal);
    }

    private async Task<RecipientTurn?> Tell(Owner owner, IReadOnlyList<VehicleAlertTold> alerts, CancellationToken cancellation)
    {
        try
        {
            return await Recipient.Of(actors, Recipient.ActorIdOf(owner.OwnerId))
                .InvokeMethodAsync<OwnerAlerts, RecipientTurn>(nameof(IRecipientActor.Hear), new OwnerAlerts(owner, alerts), cancellation);
        }
        catch (Exception failure) when (!cancellation.IsCancellationRequested)
        {
            log.LogWarning(failure, "{Count} alerts of recipient {Recipient} could not be told; they will come again", alerts.Count, owner.OwnerId);
            return null;
        }
    }
}
