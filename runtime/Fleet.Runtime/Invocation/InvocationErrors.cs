using Fleet.Runtime.Http;
using Fleet.Runtime.Resiliency;
using Microsoft.AspNetCore.Http;

namespace Fleet.Runtime.Invocation;

/// <summary>Errors of service invocation on the wire.</summary>
internal static class InvocationErrors
{
    public static ApiError UnknownApp(string appId) => Failed($"failed getting app id of '{appId}': no such app is running");

    public static ApiError NoApp(string appId) => Failed($"app {appId} has a sidecar but no app channel");

    public static ApiError Denied(string appId) => new(403, "ERR_DIRECT_INVOKE", $"failed to invoke: the access control of {appId} denies calls of other apps");

    public static ApiError BadPath(string path) => Failed($"the path '{path}' has an encoded '?', '#' or '%'");

    public static ApiError TooLarge() => Failed("the request body is larger than the sidecar takes");

    public static ApiError Failed(string reason) => new(500, "ERR_DIRECT_INVOKE", $"failed to invoke: {reason}");

    /// <summary>What a failure on the way to an app is answered with; null: it is none.</summary>
    public static ApiError? Explain(Exception failure) => failure switch
    {
        BadHttpRequestException or { InnerException: BadHttpRequestException } => TooLarge(),
        HttpRequestException or UriFormatException or PolicyTimeoutException or CircuitOpenException or IOException => Failed(failure.Message),
        _ => null,
    };
}
