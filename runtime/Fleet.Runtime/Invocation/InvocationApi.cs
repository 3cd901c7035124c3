using System.Text;
using Fleet.Runtime.Http;

namespace Fleet.Runtime.Invocation;

/// <summary>Service invocation: any path with a <c>dapr-app-id</c>, which wins, or <c>/v1.0/invoke/ID/method/PATH</c>.</summary>
internal static class InvocationApi
{
    private const string AppIdHeader = "dapr-app-id";

    public static void Map(ApiRoutes routes)
    {
        routes.Map("*", "/v1.0/invoke/{id}/method/{*method}", InvokeByPathAsync);
        routes.Map("*", "/v1.0/invoke/{id}/method", InvokeByPathAsync);
        routes.Map("*", "/v1.0/invoke/{*url}", InvokeUrlAsync);
        routes.Fallback = InvokeByHeaderAsync;
    }

    /// <summary>Who a call asks for, and for which method.</summary>
    public static (string App, string Method) TargetOf(ApiCall call) => AppIdOf(call) is { Length: > 0 } id
        ? (id, call.RawPath[1..])
        : (call.Path("id"), call.Path("method"));

    // Without a slash after it, `method` is no path of an app.
    private static Task InvokeByPathAsync(ApiCall call)
    {
        var isCut = call.Raw("method").Length == 0 && call.RawPath.EndsWith("/method", StringComparison.Ordinal);
        return isCut || AppIdOf(call) is { Length: > 0 }
            ? InvokeByHeaderAsync(call)
            : Invoker.InvokeAsync(call, call.Path("id"), call.Raw("method"));
    }

    // An absolute URL as the id: `/v1.0/invoke/https://example.org/method/x`.
    private static Task InvokeUrlAsync(ApiCall call)
    {
        var rest = call.Raw("url");
        var method = rest.IndexOf("/method/", StringComparison.Ordinal);
        return method > 0 && ExternalEndpoint.IsUrl(rest) && string.IsNullOrEmpty(AppIdOf(call))
            ? Invoker.InvokeAsync(call, Uri.UnescapeDataString(rest[..method]), rest[(method + "/method/".Length)..])
            : InvokeByHeaderAsync(call);
    }

    private static Task InvokeByHeaderAsync(ApiCall call) => AppIdOf(call) is { Length: > 0 } id
        ? Invoker.InvokeAsync(call, id, call.RawPath[1..])
        : call.FailAsync(CommonErrors.NoRoute(call.Http.Request.Method, call.RawPath));

    private static string? AppIdOf(ApiCall call)
    {
        var headers = call.Http.Request.Headers;
        return headers.TryGetValue(AppIdHeader, out var id) && id.ToString() is { Length: > 0 } app ? app : BasicUser(headers.Authorization.ToString());
    }

    // daprd takes the app id from basic authentication, too: user `dapr-app-id`, the id as the password.
    private static string? BasicUser(string authorization)
    {
        const string Scheme = "Basic ";
        Span<byte> bytes = stackalloc byte[256];
        if (!authorization.StartsWith(Scheme, StringComparison.Ordinal) || !Convert.TryFromBase64String(authorization[Scheme.Length..], bytes, out var count))
            return null;
        var pair = Encoding.UTF8.GetString(bytes[..count]).Split(':');
        return pair is [var user, var id] && user.Equals(AppIdHeader, StringComparison.OrdinalIgnoreCase) ? id : null;
    }
}
