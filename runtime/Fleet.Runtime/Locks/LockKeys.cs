namespace Fleet.Runtime.Locks;

/// <summary>How the resources of an app become keys of a store.</summary>
/// <param name="prefix">What stands before the resource; null: nothing but what all locks have.</param>
internal sealed class LockKeys(string? prefix)
{
    private const string Separator = "||";
    private const string OfLocks = "lock" + Separator;

    /// <summary>The keys that metadata field <c>keyPrefix</c> asks for.</summary>
    /// <param name="strategy"><c>appid</c> (also when absent), <c>name</c>, <c>none</c>, or a text of one's own, which is read in lower case.</param>
    public static LockKeys For(string? strategy, string appId, string component) => new(strategy?.ToUpperInvariant() switch
    {
        null or "" or "APPID" => appId,
        "NAME" => component,
        "NONE" => null,
#pragma warning disable CA1308 // Dapr's own component puts it into lower case, and both must find the same key.
        _ => strategy.ToLowerInvariant(),
#pragma warning restore CA1308
    });

    /// <summary>Whether an app may use this text; the separator belongs to the runtime.</summary>
    public static bool IsLegal(string text) => !text.Contains(Separator, StringComparison.Ordinal);

    /// <summary>The store's key for an app's resource.</summary>
    public string ToStore(string resource) => prefix is null ? OfLocks + resource : OfLocks + prefix + Separator + resource;
}
