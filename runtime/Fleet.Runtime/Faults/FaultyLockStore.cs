using Fleet.Runtime.Locks;

namespace Fleet.Runtime.Faults;

/// <summary>A lock store that faults can break.</summary>
internal sealed class FaultyLockStore(ILockStore inner, ComponentWay way) : FaultyComponent(inner, way), ILockStore
{
    /// <inheritdoc/>
    public Task<bool> TryLockAsync(string resource, string owner, TimeSpan expiry, CancellationToken cancellationToken) => !Way.Faults.Acts
        ? inner.TryLockAsync(resource, owner, expiry, cancellationToken)
        : Way.Faults.RunAsync(Way.At(FaultOperations.TakeLock, path: resource), token => inner.TryLockAsync(resource, owner, expiry, token), cancellationToken);

    /// <inheritdoc/>
    public Task<UnlockStatus> UnlockAsync(string resource, string owner, CancellationToken cancellationToken) => !Way.Faults.Acts
        ? inner.UnlockAsync(resource, owner, cancellationToken)
        : Way.Faults.RunAsync(Way.At(FaultOperations.Unlock, path: resource), token => inner.UnlockAsync(resource, owner, token), cancellationToken);
}
