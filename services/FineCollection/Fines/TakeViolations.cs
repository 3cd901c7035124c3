using System.Collections.Concurrent;
using Dapr.Actors;
using Dapr.Actors.Client;
using Fleet.Contracts;
using Fleet.Contracts.VehicleTracking;
using Fleet.FineCollection.Domain;
using Fleet.FineCollection.Fines.Changes;
using Fleet.ServiceDefaults.DeadLetters;
using Fleet.ServiceDefaults.Messaging;

namespace Fleet.FineCollection.Fines;

/// <summary>
/// Topic <c>speeding-violations</c>: every violation becomes a fine, the change reaches everybody who follows
/// the fines, and only then the violation is acknowledged. Each step can be repeated, so a crash anywhere costs a redelivery.
/// </summary>
public sealed class TakeViolations(
    Owners owners, TariffBook tariffs, IActorProxyFactory actors, FineFlush flush, ILogger<TakeViolations> log)
{
    private const int MaxEvents = 100;
    private const int Parallelism = 16;

    internal static void Map(IEndpointRouteBuilder routes) => routes.MapBulkTopic<SpeedingViolation>(
        new BulkTopic(ComponentNames.PubSub, Topics.SpeedingViolations, Topics.SpeedingViolationsDead, MaxEvents, IdField: "violationId"),
        (services, violations, cancellation) => services.GetRequiredService<TakeViolations>().Handle(violations, cancellation),
        (services, violation, cancellation) => services.GetRequiredService<TakeViolations>().Check(violation, services.GetRequiredService<FineDoor>(), cancellation));

    /// <summary>Says of each violation what became of it; one that fails does not hold up the others.</summary>
    public async Task<IReadOnlyList<EventOutcome>> Handle(IReadOnlyList<SpeedingViolation> violations, CancellationToken cancellation)
    {
        var obstacles = violations.Select(violation => TakeRules.Obstacle(violation, tariffs)).ToList();
        var possible = violations.Where((_, index) => obstacles[index] is null).DistinctBy(violation => violation.ViolationId).ToList();
        var taken = await Decide(possible, cancellation);
        var flushed = await flush.Flush([.. taken.Values.SelectMany(turn => turn.Outbox)], cancellation);
        var done = taken.Where(turn => turn.Value.Outbox.All(change => flushed.Contains(change.Id))).Select(turn => turn.Key).ToHashSet(StringComparer.Ordinal);
        return [.. violations.Select((violation, index) => Outcome(violation, obstacles[index], done))];
    }

    /// <summary>Says which fine would come of a violation, without any effect.</summary>
    public async Task<DryRun> Check(SpeedingViolation violation, FineDoor door, CancellationToken cancellation)
    {
        if (TakeRules.Obstacle(violation, tariffs) is { } obstacle) return DryRun.Refused(obstacle);
        var fineId = DerivedId.Fine(violation.ViolationId);
        return DryRun.Taken(new ViolationEffect(fineId, await door.Find(fineId, cancellation) is not null));
    }

    /// <summary>What would come of a violation.</summary>
    /// <param name="FineId">Its fine.</param>
    /// <param name="IsKnown">Whether there is that fine already, so that nothing more would happen.</param>
    public sealed record ViolationEffect(string FineId, bool IsKnown);

    private static EventOutcome Outcome(SpeedingViolation violation, string? obstacle, HashSet<string> done) => obstacle switch
    {
        not null => EventOutcome.GiveUp(obstacle),
        _ => done.Contains(DerivedId.Fine(violation.ViolationId)) ? EventOutcome.Taken : EventOutcome.Later,
    };

    private async Task<ConcurrentDictionary<string, FineTurn>> Decide(IReadOnlyList<SpeedingViolation> violations, CancellationToken cancellation)
    {
        var taken = new ConcurrentDictionary<string, FineTurn>(StringComparer.Ordinal);
        if (violations.Count == 0) return taken;
        var ownersByViolation = await owners.Of(violations, cancellation);
        var options = new ParallelOptions { MaxDegreeOfParallelism = Parallelism, CancellationToken = cancellation };
        await Parallel.ForEachAsync(violations, options, async (violation, stop) =>
        {
            var fineId = DerivedId.Fine(violation.ViolationId);
            try
            {
                var fine = actors.Create(new ActorId(fineId), nameof(FineActor));
                taken[fineId] = await fine.InvokeMethodAsync<TakeViolation, FineTurn>(
                    nameof(IFineActor.Take), new TakeViolation(violation, ownersByViolation[violation.ViolationId]), stop);
            }
            catch (Exception failure) when (!stop.IsCancellationRequested)
            {
                log.LogWarning(failure, "Fine {FineId} could not be decided; the violation will come again", fineId);
            }
        });
        return taken;
    }
}
