using System.Runtime.Serialization;
using Dapr.Actors.Client;

namespace Dapr.Actors;

/// <summary>Names an actor so that the name can be stored or sent.</summary>
[DataContract(Name = "ActorReference")]
[Serializable]
public sealed class ActorReference
{
    /// <summary>The actor's id.</summary>
    [DataMember(Name = "ActorId", Order = 0, IsRequired = true)]
    public ActorId ActorId { get; set; }

    /// <summary>The name of the actor's type.</summary>
    [DataMember(Name = "ActorType", Order = 0, IsRequired = true)]
    public string ActorType { get; set; }

    /// <summary>The reference to the actor behind a proxy; null of null.</summary>
    public static ActorReference Get(object actor) => actor switch
    {
        null => null,
        IActorProxy proxy => new ActorReference { ActorId = proxy.ActorId, ActorType = proxy.ActorType },
        _ => throw new ArgumentOutOfRangeException(nameof(actor), actor, "Only a proxy names its actor."),
    };

    /// <summary>A proxy with that interface for the actor referred to.</summary>
    public object Bind(Type actorInterfaceType) =>
        ActorProxy.DefaultProxyFactory.CreateActorProxy(ActorId, actorInterfaceType, ActorType);
}
