using Fleet.Runtime.Http;
using Microsoft.Extensions.Logging;

namespace Fleet.Runtime.Health;

/// <summary>Whether the sidecar is ready, and its end on request.</summary>
internal static class HealthApi
{
    public static void Map(ApiRoutes routes) => routes
        .Map("GET", "/v1.0/healthz", HealthzAsync)
        .Map("GET", "/v1.0/healthz/outbound", OutboundAsync)
        .Map("POST", "/v1.0/shutdown", ShutdownAsync);

    private static Task HealthzAsync(ApiCall call)
    {
        if (!call.Sidecar.IsAppReady)
            return call.FailAsync(HealthErrors.NotReady);
        return call.Http.Request.Query.TryGetValue("appid", out var appId) && appId != call.Sidecar.AppId
            ? call.FailAsync(HealthErrors.OtherAppId)
            : call.NoContentAsync();
    }

    // The API answers only when every component is initialised, so outbound calls work from the first one on.
    private static Task OutboundAsync(ApiCall call) =>
        call.Sidecar.IsStopped ? call.FailAsync(HealthErrors.OutboundNotReady) : call.NoContentAsync();

    private static Task ShutdownAsync(ApiCall call)
    {
        var sidecar = call.Sidecar;
        call.Http.Response.OnCompleted(() =>
        {
            // The caller has its answer; what follows must not hold its connection.
            _ = Task.Run(() => StopAsync(sidecar));
            return Task.CompletedTask;
        });
        return call.NoContentAsync();
    }

    private static async Task StopAsync(Hosting.Sidecar sidecar)
    {
        try
        {
            await sidecar.Runtime.StopAsync(sidecar, CancellationToken.None);
        }
        catch (Exception failure)
        {
            sidecar.Log.LogError(failure, "The sidecar did not stop as it should");
        }
    }
}
