namespace Fleet.Runtime.State;

/// <summary>How the keys of an app become keys of a store, so that apps that share a store do not meet by accident.</summary>
/// <param name="prefix">What stands before the key; null: nothing.</param>
public sealed class StateKeys(string? prefix)
{
    private const string Separator = "||";

    /// <summary>The keys that metadata field <c>keyPrefix</c> asks for.</summary>
    /// <param name="strategy"><c>appid</c> (also when absent), <c>name</c>, <c>namespace</c>, <c>none</c>, or a text of one's own.</param>
    public static StateKeys For(string? strategy, string appId, string component, string @namespace) => new(strategy?.ToUpperInvariant() switch
    {
        null or "" or "APPID" => appId,
        "NAME" => component,
        "NAMESPACE" => @namespace.Length == 0 ? appId : @namespace + "." + appId,
        "NONE" => null,
        _ => strategy,
    });

    /// <summary>Whether an app may use this key; the separator belongs to the runtime.</summary>
    public static bool IsLegal(string key) => !key.Contains(Separator, StringComparison.Ordinal);

    /// <summary>The store's key for an app's key.</summary>
    public string ToStore(string key) => prefix is null ? key : prefix + Separator + key;
}
