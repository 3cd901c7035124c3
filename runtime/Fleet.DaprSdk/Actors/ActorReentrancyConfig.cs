namespace Dapr.Actors;

/// <summary>Whether and how deep a chain of calls may enter an actor again that it has not left.</summary>
public sealed class ActorReentrancyConfig
{
    /// <summary>Whether it may.</summary>
    public bool Enabled { get; set; }

    /// <summary>How often; the sidecar's default if null.</summary>
    public int? MaxStackDepth { get; set; }
}
