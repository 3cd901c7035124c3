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

/// <summary>Keeps dead letters. A service registers it among its actors, under <see cref="TypeOf"/> its own name.</summary>
public sealed class DeadLetterRegister(ActorHost host) : RegisterActor<DeadLetter>(host), IDeadLetterRegister
{
    /// <summary>
    /// Actor type of a service's register. Apps that host one type share its actors between them, whatever they are: under a
    /// common name the letters of one service would be kept by another.
    /// </summary>
    public static string TypeOf(string appId) => appId + "-dead-letters";

    internal static RegisterClient<DeadLetter> Client(IActorProxyFactory actors, string appId) =>
        new(actors, TypeOf(appId), shards: 1, letter => letter.ReceivedAt);
}
