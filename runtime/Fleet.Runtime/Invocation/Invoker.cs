using Fleet.Runtime.Faults;
using Fleet.Runtime.Hosting;
using Fleet.Runtime.Http;
using Microsoft.AspNetCore.Http;

namespace Fleet.Runtime.Invocation;

/// <summary>Carries a call from one app's sidecar to another app, bodies streamed both ways.</summary>
internal static class Invoker
{
    public static async Task InvokeAsync(ApiCall call, string id, string rawMethod)
    {
        var method = MethodPath.From(rawMethod);
        var path = method + call.Http.Request.QueryString.Value;
        var endpoint = ExternalEndpoint.Find(call.Sidecar, id);
        var name = endpoint?.Name ?? AppName(call.Sidecar, id);
        var policy = call.Sidecar.Policies.ForApp(name, endpoint?.BaseUrl ?? method);
        var faults = call.Sidecar.Runtime.Faults;
        // What may be sent again must be kept; all else flows through.
        var body = policy.Retries || faults.Acts ? await BufferAsync(call) : null;
        try
        {
            using var response = await policy.RunAsync(
                token => body is not null && faults.Acts
                    ? faults.RunHttpAsync(new FaultPlace(FaultOperations.Invoke, call.Sidecar.AppId, Target: name, Path: method), TryAsync, token)
                    : TryAsync(token),
                static response => (int)response.StatusCode,
                call.Aborted);
            var copied = await InvocationResponse.CopyAsync(response, call.Http.Response, call.Aborted);
            if (call.Http.Response.ContentLength is null)
                call.Sidecar.Metrics.Http.Streamed(copied);
        }
        catch (Exception failure) when (InvocationErrors.Explain(failure) is { } error && !call.Http.Response.HasStarted && !call.Aborted.IsCancellationRequested)
        {
            await call.FailAsync(error);
        }

        // Each try asks again: it may be another instance's turn, or the app may be there by now.
        Task<HttpResponseMessage> TryAsync(CancellationToken token)
        {
            var callee = endpoint ?? Resolve(call.Sidecar, id, name);
            return callee is NeighbourCallee away ? TryAwayAsync(away, token) : SendAsync(callee, token);
        }

        // What another runtime plays may have ended a moment ago.
        async Task<HttpResponseMessage> TryAwayAsync(NeighbourCallee away, CancellationToken token)
        {
            try
            {
                return await SendAsync(away, token);
            }
            catch (HttpRequestException gone) when (away.GivesWay(gone))
            {
                return await TryAsync(token);
            }
        }

        Task<HttpResponseMessage> SendAsync(ICallee callee, CancellationToken token) =>
            callee.SendAsync(InvocationRequest.Create(call, callee, path, body), token);
    }

    private static string AppName(Sidecar caller, string id)
    {
        var ownNamespace = "." + caller.Options.Namespace;
        return ownNamespace.Length > 1 && id.EndsWith(ownNamespace, StringComparison.Ordinal) ? id[..^ownNamespace.Length] : id;
    }

    private static ICallee Resolve(Sidecar caller, string id, string name)
    {
        var target = name == caller.AppId ? caller : caller.Runtime.Apps.Next(name);
        return target is not null
            ? new AppCallee(caller, target)
            : (ICallee?)NeighbourCallee.Find(caller, name) ?? throw new ApiException(InvocationErrors.UnknownApp(id));
    }

    private static async Task<byte[]> BufferAsync(ApiCall call)
    {
        try
        {
            return await call.ReadBodyAsync();
        }
        catch (BadHttpRequestException tooLarge)
        {
            throw new ApiException(InvocationErrors.TooLarge(), tooLarge);
        }
    }
}
