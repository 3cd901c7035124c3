using System.Collections.Concurrent;
using System.Globalization;
using Dapr.Actors;
using Dapr.Actors.Client;
using Fleet.Contracts;
using Fleet.FineCollection.Domain;
using Fleet.FineCollection.Domain.Life;
using Fleet.FineCollection.Fines.Changes;
using Fleet.ServiceDefaults.DueBooks;

namespace Fleet.FineCollection.Fines.Deadlines;

/// <summary>
/// Passes time for fines whose deadline has come: every fine does what its deadline asks for, the changes of the batch reach everybody in bulk, and
/// only then the deadlines are done. The order's id follows from the fine and its change, so a deadline that comes twice is carried out once.
/// </summary>
public sealed class FineDeadlines(IActorProxyFactory actors, FineFlush flush, ILogger<FineDeadlines> log) : IDueHandler
{
    /// <summary>Who gives the order, in audit trails.</summary>
    public const string By = "due-date-book";

    private const int Parallelism = 16;

    /// <summary>The order of a deadline: the same whenever it comes.</summary>
    public static FineOrder Order(DueItem item) => new(
        DerivedId.Of("due", item.Id, item.Payload),
        By,
        new FineCommand.PassTime(int.Parse(item.Payload, CultureInfo.InvariantCulture)),
        Redriven: true);

    /// <inheritdoc/>
    public async Task<IReadOnlyCollection<DueItem>> Handle(IReadOnlyList<DueItem> items, CancellationToken cancellation)
    {
        var turns = await PassTime(items, cancellation);
        // Two deadlines of one fine may be in one batch; a change is brought on once.
        var changes = turns.Values.SelectMany(turn => turn.Outbox).DistinctBy(change => change.Id, StringComparer.Ordinal).ToList();
        var flushed = await flush.Flush(changes, cancellation);
        return [.. turns.Where(turn => IsPassed(turn.Key, turn.Value.Fine) && turn.Value.Outbox.All(change => flushed.Contains(change.Id))).Select(turn => turn.Key)];
    }

    // A fine that still waits for this very instant was asked by a clock behind ours: its only deadline must not be lost.
    internal static bool IsPassed(DueItem item, Fine? fine) =>
        fine?.Terms?.NextStepAt is not { } next || next > item.DueAt || fine.Trail?.Any(entry => entry.Cause == Order(item).Cause) is true;

    private async Task<ConcurrentDictionary<DueItem, FineTurn>> PassTime(IReadOnlyList<DueItem> items, CancellationToken cancellation)
    {
        var turns = new ConcurrentDictionary<DueItem, FineTurn>();
        var options = new ParallelOptions { MaxDegreeOfParallelism = Parallelism, CancellationToken = cancellation };
        await Parallel.ForEachAsync(items, options, async (item, stop) =>
        {
            try
            {
                var fine = actors.Create(new ActorId(item.Id), nameof(FineActor));
                turns[item] = await fine.InvokeMethodAsync<FineOrder, FineTurn>(nameof(IFineActor.Do), Order(item), stop);
            }
            catch (Exception failure) when (!stop.IsCancellationRequested)
            {
                log.LogWarning("The deadline of fine {FineId} could not be passed and comes again: {Reason}", item.Id, failure.Message);
            }
        });
        return turns;
    }
}
