namespace Fleet.Runtime.Actors;

/// <summary>An actor: its type and its id.</summary>
public readonly record struct ActorKey(string Type, string Id);
