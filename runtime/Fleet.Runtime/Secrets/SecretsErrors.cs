using Fleet.Runtime.Http;

namespace Fleet.Runtime.Secrets;

/// <summary>Errors of the secrets API.</summary>
internal static class SecretsErrors
{
    public static ApiError NotConfigured { get; } = new(500, "ERR_SECRET_STORES_NOT_CONFIGURED", "secret store is not configured");

    public static ApiError NotFound(string store) => new(401, "ERR_SECRET_STORE_NOT_FOUND", $"failed finding secret store with key {store}");

    public static ApiError Denied(string key, string store) => new(403, "ERR_PERMISSION_DENIED", $"access denied by policy to get {key} from {store}");

    public static ApiError Get(string key, string store, string reason) =>
        new(500, "ERR_SECRET_GET", $"failed getting secret with key {key} from secret store {store}: {reason}");

    public static ApiError BulkGet(string store, string reason) => new(500, "ERR_SECRET_GET", $"failed getting secrets from secret store {store}: {reason}");
}
