using Dapr.Actors;
using Dapr.Actors.Client;
using Dapr.Actors.Runtime;
using Fleet.ServiceDefaults.Registers;

namespace Fleet.ServiceDefaults.DeadLetters;

/// <summary>The kept dead letters of a service.</summary>
public interface IDeadLetterRegister : IActor
{
    Task<RegisterAdded> Add(RegisterBatch<DeadLetter> batch);

    Task<RegisterSlice<DeadLetter>> Read(RegisterRead read);

    Task<RegisterSlice<DeadLetter>> Find(RegisterFind find);

    Task<RegisterHead> Head();
}

/// <summary>Keeps dead letters. A service registers it among its actors.</summary>
public sealed class DeadLetterRegister(ActorHost host) : RegisterActor<DeadLetter>(host), IDeadLetterRegister
{
    internal static RegisterClient<DeadLetter> Client(IActorProxyFactory actors) =>
        new(actors, nameof(DeadLetterRegister), shards: 1, letter => letter.ReceivedAt);
}
