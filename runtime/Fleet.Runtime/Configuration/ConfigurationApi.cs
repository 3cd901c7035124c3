using System.Text.Json.Nodes;
using Fleet.Runtime.Http;

namespace Fleet.Runtime.Configuration;

/// <summary>The configuration API: <c>/v1.0/configuration/STORE</c>, and the same under <c>/v1.0-alpha1</c>.</summary>
internal static class ConfigurationApi
{
    /// <summary>Adds its routes.</summary>
    public static void Map(ApiRoutes routes)
    {
        foreach (var version in (string[])["v1.0", "v1.0-alpha1"])
        {
            routes.Map("GET", $"/{version}/configuration/{{store}}", GetAsync);
            routes.Map("GET", $"/{version}/configuration/{{store}}/subscribe", SubscribeAsync);
            routes.Map("GET", $"/{version}/configuration/{{store}}/{{id}}/unsubscribe", UnsubscribeAsync);
        }
    }

    private static async Task GetAsync(ApiCall call)
    {
        var (name, store) = Store(call);
        var items = await RunAsync(call, name, "get", token => store.GetAsync(Keys(call), token), reason => ConfigurationErrors.GetFailed(name, reason));
        if (items.Count == 0)
            await call.NoContentAsync();
        else
            await call.JsonAsync(ConfigurationJson.Items(items));
    }

    private static async Task SubscribeAsync(ApiCall call)
    {
        var (name, store) = Store(call);
        if (call.Sidecar.App is not { } app)
            throw new ApiException(ConfigurationErrors.NoApp);
        var block = call.Sidecar.Block<ConfigurationBlock>();
        var id = await RunAsync(
            call, name, "subscribe", token => block.SubscribeAsync(name, store, Keys(call), app, token), reason => ConfigurationErrors.SubscribeFailed(name, reason));
        await call.JsonAsync(new JsonObject { ["id"] = id });
    }

    // What cannot be ended is told in a form of its own.
    private static async Task UnsubscribeAsync(ApiCall call)
    {
        var (name, _) = Store(call);
        var id = call.Path("id");
        var meter = call.Sidecar.Metrics.Configuration;
        if (await meter.TimeAsync(meter.Now, name, "unsubscribe", Task.FromResult(call.Sidecar.Block<ConfigurationBlock>().Unsubscribe(name, id))))
            await call.JsonAsync(new JsonObject { ["ok"] = true });
        else
            await call.JsonAsync(new JsonObject { ["message"] = $"failed to unsubscribe from configuration request {id}: there is no such subscription" }, status: 500);
    }

    private static async Task<T> RunAsync<T>(ApiCall call, string store, string operation, Func<CancellationToken, Task<T>> run, Func<string, ApiError> error)
    {
        try
        {
            var meter = call.Sidecar.Metrics.Configuration;
            return await meter.TimeAsync(meter.Now, store, operation, call.Sidecar.Policies.ForOutbound(store).RunAsync(run, statusOf: null, call.Aborted));
        }
        catch (Exception failure) when (failure is not OperationCanceledException || !call.Aborted.IsCancellationRequested)
        {
            throw new ApiException(error(failure.Message), failure);
        }
    }

    private static (string Name, IConfigurationStore Store) Store(ApiCall call)
    {
        var name = call.Path("store");
        if (call.Sidecar.Components.Find<IConfigurationStore>(name) is { } store)
            return (name, store);
        throw new ApiException(call.Sidecar.Components.Of<IConfigurationStore>().Any() ? ConfigurationErrors.NotFound(name) : ConfigurationErrors.NotConfigured);
    }

    private static List<string> Keys(ApiCall call) => [.. call.Http.Request.Query["key"].Select(key => key ?? "")];
}
