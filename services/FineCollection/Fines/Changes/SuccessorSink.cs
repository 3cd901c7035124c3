using Dapr.Actors;
using Dapr.Actors.Client;

namespace Fleet.FineCollection.Fines.Changes;

/// <summary>Has the fine of a nominated driver set, and brings that change on, too: only then has the nomination reached everybody.</summary>
/// <param name="actors">Makes proxies.</param>
/// <param name="flush">The way of every change; it leads through here, so it is asked for late.</param>
/// <param name="log">Where a failure is said.</param>
public sealed class SuccessorSink(IActorProxyFactory actors, Func<FineFlush> flush, ILogger<SuccessorSink> log) : IFineChangeSink
{
    /// <inheritdoc/>
    public async Task<IReadOnlySet<string>> Take(IReadOnlyList<FineChange> changes, CancellationToken cancellation)
    {
        var taken = changes.Where(change => change.Successor is null).Select(change => change.Id).ToHashSet(StringComparer.Ordinal);
        foreach (var change in changes.Where(change => change.Successor is not null))
        {
            if (await Set(change, cancellation)) taken.Add(change.Id);
        }

        return taken;
    }

    private async Task<bool> Set(FineChange change, CancellationToken cancellation)
    {
        try
        {
            var fine = actors.Create(new ActorId(change.Successor!.FineId), nameof(FineActor));
            var turn = await fine.InvokeMethodAsync<TakeDriver, FineTurn>(
                nameof(IFineActor.TakeSuccessor), new TakeDriver(change.Cause, change.Successor, change.Replaced!), cancellation);
            var flushed = await flush().Flush(turn.Outbox, cancellation);
            return turn.Outbox.All(other => flushed.Contains(other.Id));
        }
        catch (Exception failure) when (!cancellation.IsCancellationRequested)
        {
            log.LogWarning("The fine that replaces {FineId} could not be set; its change will come again: {Reason}", change.FineId, failure.Message);
            return false;
        }
    }
}
