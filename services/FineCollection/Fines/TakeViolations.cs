using System.Collections.Concurrent;
using Dapr.Actors;
using Dapr.Actors.Client;
using Fleet.Contracts;
using Fleet.Contracts.VehicleTracking;
using Fleet.FineCollection.Domain;
using Fleet.ServiceDefaults.Messaging;
using Fleet.ServiceDefaults.Registers;

namespace Fleet.FineCollection.Fines;

/// <summary>
/// Topic <c>speeding-violations</c>: every violation becomes a fine, the fine's event is published, the fine is put on the
/// list, and only then the violation is acknowledged. Each step can be repeated, so a crash anywhere costs a redelivery.
/// </summary>
public sealed class TakeViolations(
    Owners owners, TariffBook tariffs, IActorProxyFactory actors, FineEventPublisher publisher, RegisterClient<FineLine> register, ILogger<TakeViolations> log)
{
    private const int MaxEvents = 100;
    private const int Parallelism = 16;

    internal static void Map(IEndpointRouteBuilder routes) => routes.MapBulkTopic<SpeedingViolation>(
        new BulkTopic(ComponentNames.PubSub, Topics.SpeedingViolations, Topics.SpeedingViolationsDead, MaxEvents),
        (services, violations, cancellation) => services.GetRequiredService<TakeViolations>().Handle(violations, cancellation));

    /// <summary>Says of each violation what became of it; one that fails does not hold up the others.</summary>
    public async Task<IReadOnlyList<EventOutcome>> Handle(IReadOnlyList<SpeedingViolation> violations, CancellationToken cancellation)
    {
        var obstacles = violations.Select(violation => TakeRules.Obstacle(violation, tariffs)).ToList();
        var possible = violations.Where((_, index) => obstacles[index] is null).DistinctBy(violation => violation.ViolationId).ToList();
        var taken = await Decide(possible, cancellation);
        var published = await publisher.Publish([.. taken.Values.SelectMany(fine => fine.Outbox)], cancellation);
        var told = taken.Values.Where(fine => fine.Outbox.All(told => published.Contains(told.EventId)));
        var listed = await List(told, cancellation);
        return [.. violations.Select((violation, index) => Outcome(violation, obstacles[index], listed))];
    }

    private static EventOutcome Outcome(SpeedingViolation violation, string? obstacle, HashSet<string> listed) => obstacle switch
    {
        not null => EventOutcome.GiveUp(obstacle),
        _ => listed.Contains(DerivedId.Fine(violation.ViolationId)) ? EventOutcome.Taken : EventOutcome.Later,
    };

    private async Task<ConcurrentDictionary<string, ViolationTaken>> Decide(IReadOnlyList<SpeedingViolation> violations, CancellationToken cancellation)
    {
        var taken = new ConcurrentDictionary<string, ViolationTaken>(StringComparer.Ordinal);
        if (violations.Count == 0) return taken;
        var ownersByPlate = await owners.Of(violations.Select(violation => violation.Plate), cancellation);
        var options = new ParallelOptions { MaxDegreeOfParallelism = Parallelism, CancellationToken = cancellation };
        await Parallel.ForEachAsync(violations, options, async (violation, stop) =>
        {
            var fineId = DerivedId.Fine(violation.ViolationId);
            try
            {
                var fine = actors.Create(new ActorId(fineId), nameof(FineActor));
                taken[fineId] = await fine.InvokeMethodAsync<TakeViolation, ViolationTaken>(
                    nameof(IFineActor.Take), new TakeViolation(violation, ownersByPlate[violation.Plate]), stop);
            }
            catch (Exception failure) when (!stop.IsCancellationRequested)
            {
                log.LogWarning(failure, "Fine {FineId} could not be decided; the violation will come again", fineId);
            }
        });
        return taken;
    }

    private async Task<HashSet<string>> List(IEnumerable<ViolationTaken> fines, CancellationToken cancellation)
    {
        var shards = fines.GroupBy(fine => register.ShardOf(fine.Line.Plate)).Select(async shard =>
        {
            try
            {
                await register.Add(shard.Key, [.. shard.Select(fine => fine.Line.Item(fresh: !fine.Repeated))], cancellation);
                return shard.Select(fine => fine.Line.Id);
            }
            catch (Exception failure) when (!cancellation.IsCancellationRequested)
            {
                log.LogWarning(failure, "{Count} fines could not be listed in shard {Shard}; their violations will come again", shard.Count(), shard.Key);
                return [];
            }
        });
        return [.. (await Task.WhenAll(shards)).SelectMany(ids => ids)];
    }
}
