using System.Text.Json.Nodes;
using Fleet.Runtime.Http;
using Fleet.Runtime.Resources;

namespace Fleet.Runtime.Secrets;

/// <summary>Reading of secrets, within the scopes that the Configuration sets.</summary>
internal static class SecretsApi
{
    public static void Map(ApiRoutes routes) => routes
        .Map("GET", "/v1.0/secrets/{store}/bulk", GetAllAsync)
        .Map("GET", "/v1.0/secrets/{store}/{key}", GetAsync);

    private static async Task GetAsync(ApiCall call)
    {
        var (name, store) = Store(call);
        var key = call.Form("key");
        if (!MayRead(call, name, key))
            throw new ApiException(SecretsErrors.Denied(key, name));
        var secret = await RunAsync(call, name, "get", token => store.GetAsync(key, token), reason => SecretsErrors.Get(key, name, reason))
            ?? throw new ApiException(SecretsErrors.Get(key, name, $"secret {key} not found"));
        await call.JsonAsync(Json(secret));
    }

    private static async Task GetAllAsync(ApiCall call)
    {
        var (name, store) = Store(call);
        var secrets = await RunAsync(call, name, "bulk_get", store.GetAllAsync, reason => SecretsErrors.BulkGet(name, reason));
        var body = new JsonObject();
        foreach (var (key, secret) in secrets.Where(secret => MayRead(call, name, secret.Key)))
            body[key] = Json(secret);
        await call.JsonAsync(body);
    }

    private static async Task<T> RunAsync<T>(ApiCall call, string store, string operation, Func<CancellationToken, Task<T>> read, Func<string, ApiError> error)
    {
        try
        {
            var meter = call.Sidecar.Metrics.Secrets;
            return await meter.TimeAsync(meter.Now, store, operation, call.Sidecar.Policies.ForOutbound(store).RunAsync(read, statusOf: null, call.Aborted));
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            throw new ApiException(error(failure.Message), failure);
        }
    }

    private static (string Name, ISecretStore Store) Store(ApiCall call)
    {
        var name = call.Form("store");
        if (call.Sidecar.Components.Find<ISecretStore>(name) is { } store)
            return (name, store);
        throw new ApiException(call.Sidecar.Components.Of<ISecretStore>().Any() ? SecretsErrors.NotFound(name) : SecretsErrors.NotConfigured);
    }

    private static bool MayRead(ApiCall call, string store, string key)
    {
        foreach (var scope in call.Sidecar.Resources.Configuration.SecretScopes)
        {
            if (scope.StoreName == store)
                return MayRead(scope, key);
        }

        return true;
    }

    private static bool MayRead(SecretScope scope, string key)
    {
        // Where some secrets are allowed, they alone are; what is denied beside them does not matter.
        if (scope.Allowed.Count > 0)
            return scope.Allowed.Contains(key, StringComparer.Ordinal);
        return scope.DefaultAllow && !scope.Denied.Contains(key, StringComparer.Ordinal);
    }

    private static JsonObject Json(IReadOnlyDictionary<string, string> secret) =>
        new(secret.Select(field => KeyValuePair.Create(field.Key, (JsonNode?)field.Value)));
}
