using Dapr.Actors;
using Dapr.Actors.Runtime;
using Fleet.Contracts.VehicleRegistry;
using Fleet.Contracts.VehicleTracking;
using Fleet.FineCollection.Domain;
using Fleet.FineCollection.Domain.Life;
using Fleet.FineCollection.Fines.Changes;

namespace Fleet.FineCollection.Fines;

/// <summary>A violation and who is answerable for the vehicle.</summary>
public sealed record TakeViolation(SpeedingViolation Violation, Owner? Owner);

/// <summary>What became of an order.</summary>
/// <param name="Fine">The fine after it; null when there is none of this id.</param>
/// <param name="Refused">Why nothing was done; null when it was done, or had been done before.</param>
/// <param name="Outbox">The changes that the giver of the order brings to everybody who follows the fine.</param>
public sealed record FineTurn(Fine? Fine, LifeOutcome.Refused? Refused, IReadOnlyList<FineChange> Outbox);

/// <summary>Answer of <see cref="IFineActor.Get"/>.</summary>
/// <param name="Fine">Null when there is no fine of this id.</param>
public sealed record FineFound(Fine? Fine);

/// <summary>One fine; its id is the fine's.</summary>
public interface IFineActor : IActor
{
    /// <summary>Decides the violation, once; asked again, it answers what was decided.</summary>
    Task<FineTurn> Take(TakeViolation command);

    /// <summary>Carries out an order, once; asked again, it answers what was done.</summary>
    Task<FineTurn> Do(FineOrder order);

    /// <summary>The fine.</summary>
    Task<FineFound> Get();
}

/// <inheritdoc cref="IFineActor"/>
/// <remarks>
/// The fine and its outbox are one value, hence one transaction. Whoever gave the order brings the outbox to everybody who follows the fine and
/// counts the order as done only then: after a crash in between the order comes again, and with it the outbox.
/// </remarks>
public sealed class FineActor(ActorHost host, TariffBook tariffs, TimeProvider time) : Actor(host), IFineActor
{
    private const string Key = "fine";

    /// <inheritdoc/>
    public async Task<FineTurn> Take(TakeViolation command)
    {
        var stored = await Load();
        if (stored is not null) return new FineTurn(stored.Fine, null, [.. stored.Outbox.Where(change => change.Sequence == 1)]);
        var (fine, issued) = FineDecision.Decide(command.Violation, command.Owner, tariffs, time.GetUtcNow());
        if (fine.Id != Id.GetId()) throw new InvalidOperationException($"The violation makes the fine {fine.Id}, not {Id.GetId()}.");
        var change = new FineChange(fine.Id, 1, Redriven: true, issued.EventId, FineLine.Of(fine), fine.Ledger, [issued], fine.Terms?.NextStepAt, null);
        await Save(new StoredFine(fine, [change]));
        return new FineTurn(fine, null, [change]);
    }

    /// <inheritdoc/>
    public Task<FineTurn> Do(FineOrder order) => throw new NotSupportedException();

    /// <inheritdoc/>
    public async Task<FineFound> Get() => new((await Load())?.Fine);

    private async Task<StoredFine?> Load() =>
        await StateManager.TryGetStateAsync<StoredFine>(Key) is { HasValue: true } found ? found.Value : null;

    private async Task Save(StoredFine stored)
    {
        await StateManager.SetStateAsync(Key, stored);
        await SaveStateAsync();
    }
}

/// <summary>What is stored of a fine.</summary>
/// <param name="Fine">The fine.</param>
/// <param name="Outbox">Changes of it that somebody may not have yet.</param>
public sealed record StoredFine(Fine Fine, IReadOnlyList<FineChange> Outbox);
