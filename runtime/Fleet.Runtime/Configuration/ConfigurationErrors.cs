using Fleet.Runtime.Http;

namespace Fleet.Runtime.Configuration;

/// <summary>Every error of the configuration API.</summary>
public static class ConfigurationErrors
{
    /// <summary>The sidecar has no configuration store at all.</summary>
    public static ApiError NotConfigured { get; } = new(500, "ERR_CONFIGURATION_STORE_NOT_CONFIGURED", "configuration stores not configured");

    /// <summary>A subscription of a sidecar that has no app to tell.</summary>
    public static ApiError NoApp { get; } = new(500, "ERR_APP_CHANNEL_NIL", "there is no app that could be told of configuration changes");

    /// <summary>The sidecar has configuration stores, but none of that name.</summary>
    public static ApiError NotFound(string store) => new(400, "ERR_CONFIGURATION_STORE_NOT_FOUND", $"configuration store {store} not found");

    /// <summary>A read failed.</summary>
    public static ApiError GetFailed(string store, string reason) =>
        new(500, "ERR_CONFIGURATION_GET", $"failed to get from configuration store {store}: {reason}");

    /// <summary>A subscription could not begin.</summary>
    public static ApiError SubscribeFailed(string store, string reason) =>
        new(500, "ERR_CONFIGURATION_SUBSCRIBE", $"failed to subscribe to configuration store {store}: {reason}");
}
