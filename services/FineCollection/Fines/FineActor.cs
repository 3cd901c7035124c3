using Dapr.Actors;
using Dapr.Actors.Runtime;
using Fleet.Contracts.FineCollection;
using Fleet.Contracts.VehicleRegistry;
using Fleet.Contracts.VehicleTracking;
using Fleet.FineCollection.Domain;

namespace Fleet.FineCollection.Fines;

/// <summary>A violation and who is answerable for the vehicle.</summary>
public sealed record TakeViolation(SpeedingViolation Violation, Owner? Owner);

/// <summary>What became of a violation.</summary>
/// <param name="Line">The fine.</param>
/// <param name="Outbox">Events to publish before the violation is acknowledged.</param>
/// <param name="Repeated">The fine existed already; nothing was changed.</param>
public sealed record ViolationTaken(FineLine Line, IReadOnlyList<FineEvent> Outbox, bool Repeated);

/// <summary>Answer of <see cref="IFineActor.Get"/>.</summary>
/// <param name="Fine">Null when there is no fine of this id.</param>
public sealed record FineFound(Fine? Fine);

/// <summary>One fine; its id is the fine's.</summary>
public interface IFineActor : IActor
{
    /// <summary>Decides the violation, once; asked again, it answers what was decided.</summary>
    Task<ViolationTaken> Take(TakeViolation command);

    /// <summary>The fine.</summary>
    Task<FineFound> Get();
}

/// <inheritdoc cref="IFineActor"/>
/// <remarks>
/// The fine and its outbox are one value, hence one transaction. Whoever took the violation from the broker publishes the
/// outbox and acknowledges the violation only then: after a crash in between the violation comes again, and with it the
/// outbox. So an event here is known to be published when the violation is gone from the broker.
/// </remarks>
public sealed class FineActor(ActorHost host, TariffBook tariffs, TimeProvider time) : Actor(host), IFineActor
{
    private const string Key = "fine";

    /// <inheritdoc/>
    public async Task<ViolationTaken> Take(TakeViolation command)
    {
        var stored = await Load();
        if (stored is not null) return new ViolationTaken(FineLine.Of(stored.Fine), stored.Outbox, Repeated: true);
        var (fine, issued) = FineDecision.Decide(command.Violation, command.Owner, tariffs, time.GetUtcNow());
        if (fine.Id != Id.GetId()) throw new InvalidOperationException($"The violation makes the fine {fine.Id}, not {Id.GetId()}.");
        await StateManager.SetStateAsync(Key, new StoredFine(fine, [issued]));
        await SaveStateAsync();
        return new ViolationTaken(FineLine.Of(fine), [issued], Repeated: false);
    }

    /// <inheritdoc/>
    public async Task<FineFound> Get() => new((await Load())?.Fine);

    private async Task<StoredFine?> Load() =>
        await StateManager.TryGetStateAsync<StoredFine>(Key) is { HasValue: true } found ? found.Value : null;
}

/// <summary>What is stored of a fine.</summary>
/// <param name="Fine">The fine.</param>
/// <param name="Outbox">Events of it that the broker may not have yet.</param>
public sealed record StoredFine(Fine Fine, IReadOnlyList<FineEvent> Outbox);
