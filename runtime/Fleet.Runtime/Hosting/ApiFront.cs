using Fleet.Runtime.Http;
using Fleet.Runtime.Telemetry;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;

namespace Fleet.Runtime.Hosting;

/// <summary>The API behind every door: finds the route, runs its handler, writes what went wrong.</summary>
public sealed class ApiFront(ApiRoutes routes)
{
    /// <summary>Answers one call that came to <paramref name="sidecar"/>.</summary>
    public async Task HandleAsync(HttpContext http, Sidecar sidecar)
    {
        if (sidecar.IsStopped)
        {
            http.Abort();
            return;
        }

        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = sidecar.Options.MaxBodySize;

        var path = RawPath(http);
        var meter = sidecar.Metrics.Http;
        var began = meter.Now;
        routes.TryMatch(http.Request.Method, path, out var route, out var values);
        var call = new ApiCall(http, sidecar, values, path);
        try
        {
            if (await ApiGate.RefusesAsync(call))
                return;
            if (route is not null)
                await route.Handler(call);
            else if (routes.Fallback is { } fallback)
                await fallback(call);
            else
                await call.FailAsync(CommonErrors.NoRoute(http.Request.Method, path));
        }
        catch (Exception failure)
        {
            await AnswerAsync(call, failure);
        }

        meter.Served(began, http, MethodLabel.Of(call, route?.Name ?? EndpointNames.Invoke), path);
    }

    private static async Task AnswerAsync(ApiCall call, Exception failure)
    {
        if (failure is OperationCanceledException && (call.Aborted.IsCancellationRequested || call.Sidecar.IsStopped))
        {
            call.Http.Abort();
            return;
        }

        var error = failure switch
        {
            ApiException api => api.Error,
            BadHttpRequestException bad => CommonErrors.Malformed(bad.Message),
            _ => CommonErrors.Internal(failure.Message),
        };
        if (error.Status == 500 && failure is not ApiException)
            call.Sidecar.Log.LogError(failure, "{Method} {Path} failed", call.Http.Request.Method, call.RawPath);
        if (call.Http.Response.HasStarted)
            call.Http.Abort();
        else
            await call.FailAsync(error);
    }

    private static string RawPath(HttpContext http)
    {
        var target = http.Features.Get<IHttpRequestFeature>()!.RawTarget;
        if (!target.StartsWith('/'))
            return http.Request.Path.ToUriComponent();
        var query = target.IndexOf('?', StringComparison.Ordinal);
        return query < 0 ? target : target[..query];
    }
}
