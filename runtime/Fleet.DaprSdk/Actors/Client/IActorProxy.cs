namespace Dapr.Actors.Client;

/// <summary>A proxy knows its actor.</summary>
public interface IActorProxy
{
    /// <summary>The actor's id.</summary>
    ActorId ActorId { get; }

    /// <summary>The name of the actor's type.</summary>
    string ActorType { get; }
}

/// <summary>Makes proxies through which actors are called.</summary>
public interface IActorProxyFactory
{
    /// <summary>A proxy with the actor's interface.</summary>
    TActorInterface CreateActorProxy<TActorInterface>(ActorId actorId, string actorType, ActorProxyOptions options = null)
        where TActorInterface : IActor;

    /// <summary>A proxy with the actor's interface, known only at run time.</summary>
    object CreateActorProxy(ActorId actorId, Type actorInterfaceType, string actorType, ActorProxyOptions options = null);

    /// <summary>A proxy that calls methods by name, with JSON.</summary>
    ActorProxy Create(ActorId actorId, string actorType, ActorProxyOptions options = null);
}
