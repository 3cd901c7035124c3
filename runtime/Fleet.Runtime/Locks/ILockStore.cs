using Fleet.Runtime.Components;

namespace Fleet.Runtime.Locks;

/// <summary>Keeps locks. Resources are whole (prefix included).</summary>
public interface ILockStore : IComponent
{
    /// <summary>Takes the lock on a resource unless somebody holds it, the same owner included.</summary>
    Task<bool> TryLockAsync(string resource, string owner, TimeSpan expiry, CancellationToken cancellationToken);

    /// <summary>Gives the lock back, if it is the owner's.</summary>
    Task<UnlockStatus> UnlockAsync(string resource, string owner, CancellationToken cancellationToken);
}

/// <summary>What came of giving a lock back; the numbers are Dapr's.</summary>
public enum UnlockStatus
{
    Success = 0,
    LockDoesNotExist = 1,
    LockBelongsToOthers = 2,
}
