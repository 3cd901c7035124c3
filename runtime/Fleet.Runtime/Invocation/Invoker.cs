using Fleet.Runtime.Hosting;
using Fleet.Runtime.Http;
using Fleet.Runtime.Resiliency;
using Microsoft.AspNetCore.Http;

namespace Fleet.Runtime.Invocation;

/// <summary>Carries a call from one app's sidecar to another app, bodies streamed both ways.</summary>
internal static class Invoker
{
    public static async Task InvokeAsync(ApiCall call, string id, string rawMethod)
    {
        var path = MethodPath.From(rawMethod) + call.Http.Request.QueryString.Value;
        var callee = Resolve(call.Sidecar, id);
        var policy = call.Sidecar.Policies.ForApp(callee.Name);
        // What may be sent again must be kept; all else flows through.
        var body = policy.Retries ? await BufferAsync(call) : null;
        try
        {
            using var response = await policy.RunAsync(
                token => callee.SendAsync(InvocationRequest.Create(call, callee, path, body), token),
                static response => (int)response.StatusCode,
                call.Aborted);
            var copied = await InvocationResponse.CopyAsync(response, call.Http.Response, call.Aborted);
            if (call.Http.Response.ContentLength is null)
                call.Sidecar.Metrics.Http.Streamed(copied);
        }
        catch (Exception failure) when (Explain(failure) is { } error && !call.Http.Response.HasStarted && !call.Aborted.IsCancellationRequested)
        {
            await call.FailAsync(error);
        }
    }

    private static ICallee Resolve(Sidecar caller, string id)
    {
        if (ExternalEndpoint.Find(caller, id) is { } endpoint)
            return endpoint;
        var ownNamespace = "." + caller.Options.Namespace;
        var name = ownNamespace.Length > 1 && id.EndsWith(ownNamespace, StringComparison.Ordinal) ? id[..^ownNamespace.Length] : id;
        var target = name == caller.AppId ? caller : caller.Runtime.Apps.Next(name);
        return target is null ? throw new ApiException(InvocationErrors.UnknownApp(id)) : new AppCallee(caller, target);
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

    private static ApiError? Explain(Exception failure) => failure switch
    {
        BadHttpRequestException or { InnerException: BadHttpRequestException } => InvocationErrors.TooLarge(),
        HttpRequestException or PolicyTimeoutException or CircuitOpenException or IOException => InvocationErrors.Failed(failure.Message),
        _ => null,
    };
}
