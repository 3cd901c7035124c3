using Fleet.Runtime.Http;
using Fleet.Runtime.Invocation;

namespace Fleet.Runtime.Telemetry;

/// <summary>What <c>method</c> says of a call: the route, of service invocation the app too, of actors their type.</summary>
internal static class MethodLabel
{
    public static string Of(ApiCall call, string endpoint) => endpoint switch
    {
        EndpointNames.Invoke => call.Sidecar.Metrics.Label(EndpointNames.Invoke, KnownApp(call)),
        EndpointNames.InvokeActor => call.Sidecar.Metrics.Label(EndpointNames.InvokeActor, call.Raw("type")),
        _ => endpoint,
    };

    // What nobody is called is no label: callers could make up any number.
    private static string KnownApp(ApiCall call) =>
        InvocationApi.TargetOf(call).App is { Length: > 0 } id && call.Sidecar.Runtime.Apps.All(id).Count > 0 ? id : "";
}
