using Dapr.Actors;
using Dapr.Actors.Client;
using Fleet.FineCollection.Domain;
using Fleet.FineCollection.Domain.Life;
using Fleet.FineCollection.Fines.Changes;

namespace Fleet.FineCollection.Fines;

/// <summary>The way to one fine: gives it an order, and brings what changed to everybody who follows the fines.</summary>
public sealed class FineDoor(IActorProxyFactory actors, FineFlush flush, ILogger<FineDoor> log)
{
    /// <summary>The fine; null when there is none of this id.</summary>
    public async Task<Fine?> Find(string fineId, CancellationToken cancellation) =>
        FineIds.IsId(fineId) ? (await Proxy(fineId).InvokeMethodAsync<FineFound>(nameof(IFineActor.Get), cancellation)).Fine : null;

    /// <summary>Carries out an order. The outbox of the answer is what did not reach everybody yet: the giver of a redriven order repeats it then.</summary>
    public async Task<FineTurn> Do(string fineId, FineOrder order, CancellationToken cancellation)
    {
        var turn = await Proxy(fineId).InvokeMethodAsync<FineOrder, FineTurn>(nameof(IFineActor.Do), order, cancellation);
        return turn with { Outbox = await Bring(fineId, turn.Outbox, cancellation) };
    }

    /// <summary>Carries out an order of a client. The answer is durable, whatever becomes of bringing the change on.</summary>
    public async Task<FineAnswer> Ask(string fineId, FineRequest request, CancellationToken cancellation)
    {
        if (!FineIds.IsId(fineId)) return new FineAnswer(FineResults.NotFound, null, null, null, request.RequestId, false, []);
        var answer = await Proxy(fineId).InvokeMethodAsync<FineRequest, FineAnswer>(nameof(IFineActor.Ask), request, cancellation);
        await Bring(fineId, answer.Outbox, cancellation);
        return answer;
    }

    /// <summary>Erases a person from a fine, if the law allows it; null when the fine is not of this person.</summary>
    public async Task<ErasureRule?> Erase(string fineId, ErasePersonOrder order, CancellationToken cancellation) =>
        (await Proxy(fineId).InvokeMethodAsync<ErasePersonOrder, FineErased>(nameof(IFineActor.Erase), order, cancellation)).Rule;

    private async Task<IReadOnlyList<FineChange>> Bring(string fineId, IReadOnlyList<FineChange> changes, CancellationToken cancellation)
    {
        if (changes.Count == 0) return [];
        try
        {
            var flushed = await flush.Flush(changes, cancellation);
            var own = changes.Where(change => !change.Redriven && flushed.Contains(change.Id)).Select(change => change.Id).ToList();
            if (own.Count > 0) await Proxy(fineId).InvokeMethodAsync(nameof(IFineActor.Flushed), new FlushedChanges(own), cancellation);
            return Outbox.Without(changes, flushed);
        }
        catch (Exception failure)
        {
            // Saved is saved: the fine's own reminder, or the giver of the order, brings it on.
            log.LogWarning("A change of the fine {FineId} could not be brought on yet: {Reason}", fineId, failure.Message);
            return changes;
        }
    }

    private ActorProxy Proxy(string fineId) => actors.Create(new ActorId(fineId), nameof(FineActor));
}
