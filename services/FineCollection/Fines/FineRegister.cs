using Dapr.Actors;
using Dapr.Actors.Client;
using Dapr.Actors.Runtime;
using Fleet.ServiceDefaults.Registers;

namespace Fleet.FineCollection.Fines;

/// <summary>A shard of the list of all fines, by number plate.</summary>
public interface IFineRegister : IActor
{
    Task<RegisterAdded> Add(RegisterBatch<FineLine> batch);

    Task<RegisterSlice<FineLine>> Read(RegisterRead read);

    Task<RegisterSlice<FineLine>> Find(RegisterFind find);

    Task<RegisterHead> Head();
}

/// <inheritdoc cref="IFineRegister"/>
public sealed class FineRegister(ActorHost host) : RegisterActor<FineLine>(host), IFineRegister
{
    private const int Shards = 4;

    /// <summary>Writes and reads the register.</summary>
    public static RegisterClient<FineLine> Client(IActorProxyFactory actors) =>
        new(actors, nameof(FineRegister), Shards, line => line.DecidedAt);
}
