namespace Fleet.Runtime.Actors;

/// <summary>Keys of actor state in the store: <c>appId||type||id||key</c>.</summary>
internal static class ActorStateKey
{
    /// <summary>What all keys of an actor begin with.</summary>
    public static string Prefix(string appId, ActorKey actor) => $"{appId}||{actor.Type}||{actor.Id}||";
}
