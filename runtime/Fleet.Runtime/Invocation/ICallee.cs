using Fleet.Runtime.Faults;
using Fleet.Runtime.Hosting;
using Fleet.Runtime.Http;
using Fleet.Runtime.Telemetry;

namespace Fleet.Runtime.Invocation;

/// <summary>Who is called.</summary>
internal interface ICallee
{
    /// <summary>App id or endpoint name; policies are found by it.</summary>
    string Name { get; }

    /// <summary>Another sidecar lies between: the callee is told who calls.</summary>
    bool IsRemote { get; }

    /// <summary>A request to it; the path goes out as it is given.</summary>
    HttpRequestMessage Request(HttpMethod method, string pathAndQuery);

    /// <summary>Sends a request, and lets go of it.</summary>
    Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken);
}

/// <summary>An app: another one's, or the caller's own.</summary>
/// <param name="caller">Sidecar that takes the call.</param>
/// <param name="target">Sidecar of the app.</param>
/// <param name="callerId">App that calls; null: that of <paramref name="caller"/>.</param>
internal sealed class AppCallee(Sidecar caller, Sidecar target, string? callerId = null) : ICallee
{
    private readonly AppChannel channel = target.App ?? throw new ApiException(InvocationErrors.NoApp(target.AppId));

    /// <inheritdoc/>
    public string Name => target.AppId;

    /// <inheritdoc/>
    public bool IsRemote => target != caller;

    /// <inheritdoc/>
    public HttpRequestMessage Request(HttpMethod method, string pathAndQuery) => channel.Request(method, pathAndQuery);

    /// <inheritdoc/>
    public async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (IsRemote && target.Resources.Configuration.DeniesCalls)
            throw new ApiException(InvocationErrors.Denied(target.AppId));
        using (request)
            return IsRemote ? await CrossAsync(request, cancellationToken) : await channel.SendAsync(request, cancellationToken, FaultOperations.Call, callerId ?? caller.AppId);
    }

    // Both sidecars count: the caller's as it sends, the callee's as it receives.
    private async Task<HttpResponseMessage> CrossAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var (near, far) = (caller.Metrics.Invocation, target.Metrics.Invocation);
        var began = near.Sent(target.AppId);
        far.Received(caller.AppId);
        using var span = Span(request);
        var response = await channel.SendAsync(request, cancellationToken, FaultOperations.Call, caller.AppId);
        span?.Answered((int)response.StatusCode);
        far.AnswerSent(caller.AppId, (int)response.StatusCode);
        near.Answered(began, target.AppId, (int)response.StatusCode);
        return response;
    }

    private Span? Span(HttpRequestMessage request)
    {
        if (!target.Tracing.IsOn)
            return null;
        var span = target.Tracing.Callback(
            $"CallLocal/{target.AppId}{request.RequestUri!.AbsolutePath}", TraceContext.Of(request.Headers.NonValidated[TraceContext.Header].ToString()));
        span?.Set("rpc.service", "ServiceInvocation").Set("net.peer.name", target.AppId).Set("dapr.protocol", "http")
            .Set("dapr.api", "/dapr.proto.internals.v1.ServiceInvocation/CallLocal").Set("dapr.invoke_method", request.RequestUri.AbsolutePath[1..]);
        Carry(span, request);
        return span;
    }

    private static void Carry(Span? span, HttpRequestMessage request)
    {
        if (span is null)
            return;
        request.Headers.Remove(TraceContext.Header);
        request.Headers.TryAddWithoutValidation(TraceContext.Header, span.Context.Parent);
    }
}
