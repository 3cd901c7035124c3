using System.Text.Json.Nodes;
using Fleet.Runtime.Http;
using Fleet.Runtime.Resources;

namespace Fleet.Runtime.Locks;

/// <summary>The lock API: <c>/v1.0-alpha1/lock/STORE</c> and <c>/v1.0-alpha1/unlock/STORE</c>.</summary>
internal static class LockApi
{
    private const string KeyPrefix = "keyPrefix";

    /// <summary>Adds its routes.</summary>
    public static void Map(ApiRoutes routes) => routes
        .Map("POST", "/v1.0-alpha1/lock/{store}", TryLockAsync)
        .Map("POST", "/v1.0-alpha1/unlock/{store}", UnlockAsync);

    private static async Task TryLockAsync(ApiCall call)
    {
        var store = call.Path("store");
        var body = LockBody.Parse(await call.ReadBodyAsync());
        if (body.ExpiryInSeconds <= 0)
            throw new ApiException(LockErrors.ExpiryNotPositive(store));
        var (spec, locks) = Find(call, store, body);
        var success = await RunAsync(
            call,
            spec,
            body,
            (key, token) => locks.TryLockAsync(key, body.Owner, TimeSpan.FromSeconds(body.ExpiryInSeconds), token),
            LockErrors.TryLockFailed);
        await call.JsonAsync(new JsonObject { ["success"] = success });
    }

    private static async Task UnlockAsync(ApiCall call)
    {
        var store = call.Path("store");
        var body = LockBody.Parse(await call.ReadBodyAsync());
        var (spec, locks) = Find(call, store, body);
        var status = await RunAsync(call, spec, body, (key, token) => locks.UnlockAsync(key, body.Owner, token), LockErrors.UnlockFailed);
        await call.JsonAsync(new JsonObject { ["status"] = (int)status });
    }

    private static (ComponentSpec Spec, ILockStore Store) Find(ApiCall call, string store, LockBody body)
    {
        var components = call.Sidecar.Components;
        if (!components.Of<ILockStore>().Any())
            throw new ApiException(LockErrors.NotConfigured);
        if (body.Resource.Length == 0)
            throw new ApiException(LockErrors.ResourceMissing(store));
        if (body.Owner.Length == 0)
            throw new ApiException(LockErrors.OwnerMissing(store));
        return components.Find<ILockStore>(store) is { } found ? (components.Spec(store)!, found) : throw new ApiException(LockErrors.NotFound(store));
    }

    private static async Task<T> RunAsync<T>(
        ApiCall call, ComponentSpec spec, LockBody body, Func<string, CancellationToken, Task<T>> run, Func<string, string, ApiError> error)
    {
        if (!LockKeys.IsLegal(body.Resource))
            throw new ApiException(error(spec.Name, $"resourceId '{body.Resource}' contains ||"));
        var strategy = spec.Metadata.FirstOrDefault(item => item.Name.Equals(KeyPrefix, StringComparison.OrdinalIgnoreCase))?.Value;
        var key = LockKeys.For(strategy, call.Sidecar.AppId, spec.Name).ToStore(body.Resource);
        try
        {
            return await call.Sidecar.Policies.ForOutbound(spec.Name).RunAsync(token => run(key, token), statusOf: null, call.Aborted);
        }
        catch (Exception failure) when (failure is not OperationCanceledException || !call.Aborted.IsCancellationRequested)
        {
            throw new ApiException(error(spec.Name, failure.Message), failure);
        }
    }
}
