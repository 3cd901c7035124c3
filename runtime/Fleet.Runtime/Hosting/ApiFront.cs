using Fleet.Runtime.Faults;
using Fleet.Runtime.Http;
using Fleet.Runtime.Middleware;
using Fleet.Runtime.Resiliency;
using Fleet.Runtime.Telemetry;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;

namespace Fleet.Runtime.Hosting;

/// <summary>The API behind every door: finds the route, runs its handler, writes what went wrong.</summary>
public sealed class ApiFront(ApiRoutes routes)
{
    private const string Invocation = "/v1.0/invoke/";

    /// <summary>The paths that are served.</summary>
    public IReadOnlyList<RouteTemplate> Routes => routes.All;

    /// <summary>Answers one call that came to <paramref name="sidecar"/>.</summary>
    public async Task HandleAsync(HttpContext http, Sidecar sidecar)
    {
        if (!sidecar.Calls.TryEnter())
        {
            http.Abort();
            return;
        }

        try
        {
            await TakeAsync(http, sidecar);
        }
        finally
        {
            sidecar.Calls.Leave();
        }
    }

    private async Task TakeAsync(HttpContext http, Sidecar sidecar)
    {
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = sidecar.Options.MaxBodySize;

        var path = RawPath(http);
        if (sidecar.Runtime.Faults.Acts)
            await ApiFaults.RunAsync(http, sidecar, path, () => HandleAsync(http, sidecar, path));
        else
            await HandleAsync(http, sidecar, path);
    }

    private async Task HandleAsync(HttpContext http, Sidecar sidecar, string path)
    {
        var meter = sidecar.Metrics.Http;
        var began = meter.Now;
        routes.TryMatch(http.Request.Method, path, out var route, out var values);
        var call = new ApiCall(http, sidecar, values, path);
        var span = ApiSpan.Start(call);
        if (span is not null)
            call = new ApiCall(http, sidecar, values, path, span.Context);
        try
        {
            if (!await ApiGate.RefusesAsync(call))
                call = await ServeThroughPipelineAsync(call, route);
        }
        catch (Exception failure)
        {
            await AnswerAsync(call, failure);
        }
        finally
        {
            End(call, route, began, path, span);
        }
    }

    private static void End(ApiCall call, ApiRoute? route, long began, string path, Span? span)
    {
        var endpoint = route?.Name ?? EndpointNames.Invoke;
        // Who watches the sidecar is no load that anybody wants to see.
        if (call.Sidecar.Metrics.IsEnabled && path != ResiliencyApi.Path)
            call.Sidecar.Metrics.Http.Served(began, call.Http, MethodLabel.Of(call, endpoint), path);
        if (span is not null)
            ApiSpan.End(span, call, endpoint);
    }

    private async Task<ApiCall> ServeThroughPipelineAsync(ApiCall call, ApiRoute? route)
    {
        if (call.Sidecar.ApiPipeline.IsEmpty)
        {
            await ServeAsync(call, route);
            return call;
        }

        var exchange = new ApiExchange(call.Http, call.RawPath);
        if (await call.Sidecar.ApiPipeline.RunAsync(exchange, call.Aborted) is { } reply)
        {
            await call.TextAsync(reply.Text, reply.Status);
            return call;
        }

        await exchange.BeginAsync(call.Aborted);
        if (exchange.RawPath != call.RawPath && (route is null || call.RawPath.StartsWith(Invocation, StringComparison.Ordinal)))
            (call, route) = Redirected(call, exchange.RawPath);
        await ServeAsync(call, route);
        await exchange.EndAsync(call.Aborted);
        return call;
    }

    // daprd has chosen its route by the path of the wire; only service invocation looks at the path again.
    private (ApiCall Call, ApiRoute? Route) Redirected(ApiCall call, string path)
    {
        routes.TryMatch(call.Http.Request.Method, path, out var route, out var values);
        return (new ApiCall(call.Http, call.Sidecar, values, path, call.Trace), path.StartsWith(Invocation, StringComparison.Ordinal) ? route : null);
    }

    private async Task ServeAsync(ApiCall call, ApiRoute? route)
    {
        var log = ApiLog.Begin(call, route);
        try
        {
            await Handler(call, route)(call);
        }
        catch (Exception failure)
        {
            await AnswerAsync(call, failure);
        }

        log?.End(call);
    }

    private ApiHandler Handler(ApiCall call, ApiRoute? route)
    {
        var configuration = call.Sidecar.Resources.Configuration;
        if (route is not null && ApiAccess.Allows(configuration, call.RawPath))
            return route.Handler;
        return routes.Fallback is { } fallback && ApiAccess.Allows(configuration, Invocation) ? fallback : NotFound;
    }

    private static Task NotFound(ApiCall call) => call.TextAsync("404 page not found\n", 404);

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
            return http.Request.Path.HasValue ? http.Request.Path.ToUriComponent() : "/";
        var query = target.IndexOf('?', StringComparison.Ordinal);
        return query < 0 ? target : target[..query];
    }
}
