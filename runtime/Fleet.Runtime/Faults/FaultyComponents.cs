using Fleet.Runtime.Bindings;
using Fleet.Runtime.Components;
using Fleet.Runtime.Configuration;
using Fleet.Runtime.Locks;
using Fleet.Runtime.PubSub;
using Fleet.Runtime.Secrets;
using Fleet.Runtime.State;

namespace Fleet.Runtime.Faults;

/// <summary>Puts faults around a component: one decorator for each thing it can do, below every policy.</summary>
internal static class FaultyComponents
{
    public static IEnumerable<IComponent> Around(IComponent component, ComponentWay way)
    {
        if (component is IStateStore store)
            yield return store is not ITransactionalStateStore several ? new FaultyStateStore(store, way)
                : store is ISetReads ? new FaultySetReadingStore(several, way) : new FaultyTransactionalStore(several, way);
        if (component is IPubSub broker)
            yield return new FaultyPubSub(broker, way);
        if (component is IOutputBinding output)
            yield return new FaultyOutputBinding(output, way);
        if (component is IInputBinding input)
            yield return new FaultyInputBinding(input, way);
        if (component is ILockStore locks)
            yield return new FaultyLockStore(locks, way);
        if (component is IConfigurationStore items)
            yield return new FaultyConfigurationStore(items, way);
        if (component is ISecretStore secrets)
            yield return new FaultySecretStore(secrets, way);
    }
}

/// <summary>The way between a sidecar and one of its components.</summary>
/// <param name="Faults">What may happen on it.</param>
/// <param name="App">App of the sidecar.</param>
/// <param name="Component">Name of the component.</param>
internal sealed record ComponentWay(FaultBook Faults, string App, string Component)
{
    public FaultPlace At(FaultOperation operation, string? target = null, string? path = null) => new(operation, App, Component, target, path);
}

/// <summary>A component behind a decorator; what the decorator leaves alone goes to it.</summary>
internal abstract class FaultyComponent(IComponent inner, ComponentWay way) : IComponent
{
    protected ComponentWay Way => way;

    /// <inheritdoc/>
    public Task InitAsync(CancellationToken cancellationToken) => inner.InitAsync(cancellationToken);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => inner.DisposeAsync();
}
