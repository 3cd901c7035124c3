using System.Collections.ObjectModel;

namespace Dapr.Actors.Runtime;

/// <summary>An actor class that the app hosts.</summary>
public sealed class ActorRegistration
{
    /// <summary>Hosts a class with the options of the app.</summary>
    public ActorRegistration(ActorTypeInformation type)
        : this(type, null)
    {
    }

    /// <summary>Hosts a class with options of its own.</summary>
    public ActorRegistration(ActorTypeInformation type, ActorRuntimeOptions options)
    {
        Type = type;
        TypeOptions = options;
    }

    /// <summary>The class.</summary>
    public ActorTypeInformation Type { get; }

    /// <summary>Makes and deletes the actors; the app's services if null.</summary>
    public ActorActivator Activator { get; set; }

    /// <summary>The options of this class alone, or null.</summary>
    public ActorRuntimeOptions TypeOptions { get; }
}

/// <summary>The actor classes that the app hosts.</summary>
public sealed class ActorRegistrationCollection : KeyedCollection<ActorTypeInformation, ActorRegistration>
{
    /// <summary>Hosts a class.</summary>
    public void RegisterActor<TActor>(Action<ActorRegistration> configure = null)
        where TActor : Actor => RegisterActor<TActor>(actorTypeName: null, null, configure);

    /// <summary>Hosts a class with options of its own.</summary>
    public void RegisterActor<TActor>(ActorRuntimeOptions typeOptions, Action<ActorRegistration> configure = null)
        where TActor : Actor => RegisterActor<TActor>(null, typeOptions, configure);

    /// <summary>Hosts a class under that name.</summary>
    public void RegisterActor<TActor>(string actorTypeName, Action<ActorRegistration> configure = null)
        where TActor : Actor => RegisterActor<TActor>(actorTypeName, null, configure);

    /// <summary>Hosts a class under that name with options of its own.</summary>
    public void RegisterActor<TActor>(
        string actorTypeName,
        ActorRuntimeOptions typeOptions,
        Action<ActorRegistration> configure = null)
        where TActor : Actor
    {
        var registration = new ActorRegistration(ActorTypeInformation.Get(typeof(TActor), actorTypeName), typeOptions);
        configure?.Invoke(registration);
        Add(registration);
    }

    /// <inheritdoc/>
    protected override ActorTypeInformation GetKeyForItem(ActorRegistration item) => item?.Type;
}
