namespace Dapr.Actors.Runtime;

/// <summary>Gives an actor class another type name than its own.</summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = false, Inherited = false)]
public sealed class ActorAttribute : Attribute
{
    /// <summary>The type name.</summary>
    public string TypeName { get; set; }
}
