namespace Fleet.Runtime.Actors;

/// <summary>A call did not reach an actor, or its answer did not come back; the text is for the caller.</summary>
public class ActorCallException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>A chain of reentrant calls is longer than the actor's type allows.</summary>
public sealed class ActorTooDeepException(int maxDepth, Exception? inner = null)
    : ActorCallException($"the chain of calls is longer than {maxDepth}", inner);

/// <summary>No app hosts actors of the type, or not yet.</summary>
public sealed class ActorNotHostedException(string type, Exception? inner = null)
    : ActorCallException($"no app of this runtime hosts actors of type '{type}'", inner);
