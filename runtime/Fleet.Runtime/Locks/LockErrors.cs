using Fleet.Runtime.Http;

namespace Fleet.Runtime.Locks;

/// <summary>Every error of the lock API.</summary>
public static class LockErrors
{
    /// <summary>The sidecar has no lock store at all.</summary>
    public static ApiError NotConfigured { get; } = new(500, "ERR_LOCK_STORE_NOT_CONFIGURED", "lock store is not configured");

    /// <summary>The sidecar has lock stores, but none of that name.</summary>
    public static ApiError NotFound(string store) => new(400, "ERR_LOCK_STORE_NOT_FOUND", $"lock store {store} not found");

    /// <summary>A request without a resource.</summary>
    public static ApiError ResourceMissing(string store) => new(400, "ERR_MALFORMED_REQUEST", $"lock store {store}: resourceId is empty");

    /// <summary>A request without an owner.</summary>
    public static ApiError OwnerMissing(string store) => new(400, "ERR_MALFORMED_REQUEST", $"lock store {store}: lockOwner is empty");

    /// <summary>A lock that would not last.</summary>
    public static ApiError ExpiryNotPositive(string store) => new(400, "ERR_MALFORMED_REQUEST", $"lock store {store}: expiryInSeconds is not positive");

    /// <summary>A lock could not be tried.</summary>
    public static ApiError TryLockFailed(string store, string reason) => new(500, "ERR_TRY_LOCK", $"failed to try the lock in lock store {store}: {reason}");

    /// <summary>A lock could not be given back.</summary>
    public static ApiError UnlockFailed(string store, string reason) => new(500, "ERR_UNLOCK", $"failed to unlock in lock store {store}: {reason}");
}
