namespace Fleet.Runtime.State;

/// <summary>Concurrency and consistency of a request.</summary>
internal static class StateOptions
{
    /// <summary>A delete under these options; a save is the same with a value.</summary>
    /// <exception cref="StateOptionException">An option that Dapr does not have.</exception>
    public static StateWrite Delete(string storeKey, string? etag, string? concurrency, string? consistency)
    {
        if (concurrency is not (null or "" or "first-write" or "last-write"))
            throw new StateOptionException($"unrecognized concurrency '{concurrency}': it is first-write or last-write");
        if (consistency is not (null or "" or "strong" or "eventual"))
            throw new StateOptionException($"unrecognized consistency '{consistency}': it is strong or eventual");
        return new StateWrite(storeKey, Value: null, string.IsNullOrEmpty(etag) ? null : etag, concurrency == "first-write") { LastWrite = concurrency == "last-write" };
    }
}

/// <summary>An option of a state request that cannot be understood.</summary>
internal sealed class StateOptionException(string message) : Exception(message);
