using System.Net;
using Fleet.Runtime.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Fleet.Runtime.Invocation;

/// <summary>The request as the callee gets it: the caller's, and who calls.</summary>
internal static class InvocationRequest
{
    /// <summary>Header with the id of the app that calls.</summary>
    public const string CallerHeader = "dapr-caller-app-id";

    private static readonly string HostName = Dns.GetHostName();
    private static readonly HashSet<string> Verbs = new(StringComparer.Ordinal) { "GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE" };
    private static readonly HashSet<string> NotPassedOn = new(StringComparer.OrdinalIgnoreCase) { "Host", "Content-Length", "Transfer-Encoding", "dapr-app-id", NeighbourApi.KeyHeader, TraceContext.Header };

    public static HttpRequestMessage Create(ApiCall call, ICallee callee, string pathAndQuery, byte[]? body)
    {
        var incoming = call.Http.Request;
        // daprd knows no other verbs and takes them for a POST.
        var verb = Verbs.Contains(incoming.Method) ? incoming.Method : "POST";
        var request = callee.Request(HttpMethod.Parse(verb), pathAndQuery);
        request.Content = Content(incoming, callee, verb, body);
        foreach (var (name, values) in incoming.Headers)
        {
            if (!NotPassedOn.Contains(name) && !IsOwnToken(call, name))
                Add(request, name, values);
        }

        request.Headers.TryAddWithoutValidation(TraceContext.Header, call.Trace.ForApp);
        if (callee.IsRemote)
            Introduce(request, call, callee);
        return request;
    }

    private static HttpContent? Content(HttpRequest incoming, ICallee callee, string verb, byte[]? body)
    {
        var hasBody = body?.Length > 0 || incoming.ContentLength > 0 || incoming.Headers.TransferEncoding.Count > 0;
        if (!hasBody && verb is not ("POST" or "PUT" or "PATCH"))
            return null;
        // Between two sidecars an empty body is a stream of which nobody knows that it is empty.
        long? length = body?.Length ?? incoming.ContentLength ?? (hasBody ? null : 0);
        if (callee.IsRemote && length == 0)
            length = null;
        return new PassedBody(incoming.Body, body, length);
    }

    private static void Add(HttpRequestMessage request, string name, StringValues values)
    {
        if (!request.Headers.TryAddWithoutValidation(name, (IEnumerable<string?>)values))
            request.Content?.Headers.TryAddWithoutValidation(name, (IEnumerable<string?>)values);
    }

    // The token that lets the caller in here is no business of the callee.
    private static bool IsOwnToken(ApiCall call, string name) =>
        name.Equals("dapr-api-token", StringComparison.OrdinalIgnoreCase) && call.Sidecar.Options.Environment.GetValueOrDefault("DAPR_API_TOKEN") is { Length: > 0 };

    private static void Introduce(HttpRequestMessage request, ApiCall call, ICallee callee)
    {
        var headers = request.Headers;
        headers.TryAddWithoutValidation("Forwarded", "for=127.0.0.1;by=127.0.0.1;host=" + HostName);
        headers.TryAddWithoutValidation("X-Forwarded-For", "127.0.0.1");
        headers.TryAddWithoutValidation("X-Forwarded-Host", HostName);
        headers.TryAddWithoutValidation(CallerHeader, call.Sidecar.AppId);
        headers.TryAddWithoutValidation("dapr-callee-app-id", callee.Name);
        headers.TryAddWithoutValidation("dapr-caller-namespace", call.Sidecar.Options.Namespace);
    }
}
