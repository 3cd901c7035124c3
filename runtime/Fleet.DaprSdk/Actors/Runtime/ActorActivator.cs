namespace Dapr.Actors.Runtime;

/// <summary>Makes and deletes the actors of a class.</summary>
public abstract class ActorActivator
{
    /// <summary>Makes an actor.</summary>
    public abstract Task<ActorActivatorState> CreateAsync(ActorHost host);

    /// <summary>Deletes an actor and what was made for it.</summary>
    public abstract Task DeleteAsync(ActorActivatorState state);
}

/// <summary>An actor with what its activator keeps beside it.</summary>
public class ActorActivatorState(Actor actor)
{
    /// <summary>The actor.</summary>
    public Actor Actor { get; } = actor;
}

/// <summary>Makes the activator of a class.</summary>
public abstract class ActorActivatorFactory
{
    /// <summary>Makes the activator.</summary>
    public abstract ActorActivator CreateActivator(ActorTypeInformation type);
}
