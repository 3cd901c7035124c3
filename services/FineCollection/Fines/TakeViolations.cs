using System.Collections.Concurrent;
using Dapr.Actors;
using Dapr.Actors.Client;
using Fleet.Contracts;
using Fleet.Contracts.VehicleTracking;
using Fleet.ServiceDefaults.Messaging;
using Fleet.ServiceDefaults.Registers;

namespace Fleet.FineCollection.Fines;

/// <summary>
/// Topic <c>speeding-violations</c>: every violation becomes a fine, the fine's event is published, the fine is put on the
/// list, and only then the violation is acknowledged. Each step can be repeated, so a crash anywhere costs a redelivery.
/// </summary>
public sealed class TakeViolations(
    Owners owners, IActorProxyFactory actors, FineEventPublisher publisher, RegisterClient<FineLine> register, ILogger<TakeViolations> log)
{
    private const int MaxEvents = 100;
    private const int Parallelism = 16;

    internal static void Map(IEndpointRouteBuilder routes) => routes.MapBulkTopic<SpeedingViolation>(
        new BulkTopic(ComponentNames.PubSub, Topics.SpeedingViolations, Topics.SpeedingViolationsDead, MaxEvents),
        (services, violations, cancellation) => services.GetRequiredService<TakeViolations>().Handle(violations, cancellation));

    /// <summary>Says of each violation whether it was taken; one that fails does not hold up the others.</summary>
    public async Task<IReadOnlyList<bool>> Handle(IReadOnlyList<SpeedingViolation> violations, CancellationToken cancellation)
    {
        var taken = await Decide(violations, cancellation);
        var published = await publisher.Publish([.. taken.Values.SelectMany(fine => fine.Outbox)], cancellation);
        var told = taken.Values.Where(fine => fine.Outbox.All(told => published.Contains(told.EventId)));
        var listed = await List(told, cancellation);
        return [.. violations.Select(violation => violation.ViolationId is { } id && listed.Contains(DerivedId.Fine(id)))];
    }

    private async Task<ConcurrentDictionary<string, ViolationTaken>> Decide(IReadOnlyList<SpeedingViolation> violations, CancellationToken cancellation)
    {
        var taken = new ConcurrentDictionary<string, ViolationTaken>(StringComparer.Ordinal);
        var complete = violations.Where(IsComplete).DistinctBy(violation => violation.ViolationId).ToList();
        if (complete.Count == 0) return taken;
        var ownersByPlate = await owners.Of(complete.Select(violation => violation.Plate), cancellation);
        var options = new ParallelOptions { MaxDegreeOfParallelism = Parallelism, CancellationToken = cancellation };
        await Parallel.ForEachAsync(complete, options, async (violation, stop) =>
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

    // An incomplete one is never taken; after the last retry it is a dead letter.
    private bool IsComplete(SpeedingViolation violation)
    {
        if (violation is { ViolationId: not null, Plate: not null, Jurisdiction: not null, TimeZone: not null }) return true;
        log.LogWarning("Violation {ViolationId} is incomplete", violation.ViolationId);
        return false;
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
