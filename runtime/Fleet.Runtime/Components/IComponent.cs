namespace Fleet.Runtime.Components;

/// <summary>A component of one sidecar. Blocks add what it does: <c>IStateStore</c>, <c>IPubSub</c>, <c>IOutputBinding</c> …</summary>
public interface IComponent : IAsyncDisposable
{
    /// <summary>Connects, creates tables, checks the metadata; throws with a text for a person when it cannot.</summary>
    Task InitAsync(CancellationToken cancellationToken);
}
