using Dapr.Actors;
using Dapr.Actors.Client;
using Dapr.Actors.Runtime;
using Fleet.ServiceDefaults.Registers;

namespace Fleet.FineCollection.Fines.Finding;

/// <summary>A fine that was set: what is needed to find every fine that there is.</summary>
/// <param name="Id">Id of the fine.</param>
/// <param name="DecidedAt">When it was decided, UTC.</param>
public sealed record RegisteredFine(string Id, DateTimeOffset DecidedAt);

/// <summary>A shard of the list of all fines that were ever set, by number plate.</summary>
public interface IFineRegister : IActor
{
    Task<RegisterAdded> Add(RegisterBatch<RegisteredFine> batch);

    Task<RegisterSlice<RegisteredFine>> Read(RegisterRead read);

    Task<RegisterSlice<RegisteredFine>> Find(RegisterFind find);

    Task<RegisterHead> Head();
}

/// <inheritdoc cref="IFineRegister"/>
public sealed class FineRegister(ActorHost host) : RegisterActor<RegisteredFine>(host), IFineRegister
{
    private const int Shards = 4;

    /// <summary>Writes and reads the register.</summary>
    public static RegisterClient<RegisteredFine> Client(IActorProxyFactory actors) =>
        new(actors, nameof(FineRegister), Shards, fine => fine.DecidedAt);
}
