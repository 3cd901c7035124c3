namespace Fleet.Runtime.Actors;

/// <summary>A call did not reach an actor, or its answer did not come back; the text is for the caller.</summary>
public sealed class ActorCallException(string message, Exception? inner = null) : Exception(message, inner);
