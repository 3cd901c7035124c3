using Fleet.Runtime.State;

namespace Fleet.Runtime.Faults;

/// <summary>A state store that faults can break.</summary>
internal class FaultyStateStore(IStateStore inner, ComponentWay way) : FaultyComponent(inner, way), IStateStore
{
    /// <inheritdoc/>
    public Task<IReadOnlyList<StateEntry?>> GetAsync(IReadOnlyList<string> keys, CancellationToken cancellationToken) => !Way.Faults.Acts
        ? inner.GetAsync(keys, cancellationToken)
        : Way.Faults.RunAsync(Way.At(FaultOperations.StateGet, path: keys.Count == 1 ? keys[0] : null), token => inner.GetAsync(keys, token), cancellationToken);

    /// <inheritdoc/>
    public Task WriteAsync(StateWrite write, CancellationToken cancellationToken)
    {
        if (!Way.Faults.Acts)
            return inner.WriteAsync(write, cancellationToken);
        var operation = write.Value is null ? FaultOperations.StateDelete : FaultOperations.StateSet;
        return Way.Faults.RunAsync(Way.At(operation, path: write.Key), token => inner.WriteAsync(write, token), cancellationToken);
    }
}

/// <summary>The same with transactions.</summary>
internal class FaultyTransactionalStore(ITransactionalStateStore inner, ComponentWay way) : FaultyStateStore(inner, way), ITransactionalStateStore
{
    /// <inheritdoc/>
    public Task TransactAsync(IReadOnlyList<StateWrite> writes, CancellationToken cancellationToken) => !Way.Faults.Acts
        ? inner.TransactAsync(writes, cancellationToken)
        : Way.Faults.RunAsync(Way.At(FaultOperations.StateTransact, path: writes.Count == 1 ? writes[0].Key : null), token => inner.TransactAsync(writes, token), cancellationToken);
}

/// <summary>The same with reads of sets.</summary>
internal sealed class FaultySetReadingStore(ITransactionalStateStore inner, ComponentWay way) : FaultyTransactionalStore(inner, way), ISetReads;
