#nullable enable
using Microsoft.Extensions.DependencyInjection;

namespace Dapr;

/// <summary>
/// The way to the sidecar. A keyed <see cref="HttpMessageHandler"/> with the key <c>dapr</c> among the services leads
/// there without a port; otherwise it is a pool of connections.
/// </summary>
internal static class SidecarHandler
{
    private const string ServiceKey = "dapr";

    public static HttpMessageHandler? Registered(IServiceProvider services) =>
        services.GetKeyedService<HttpMessageHandler>(ServiceKey);

    public static HttpMessageHandler Pooled() => new SocketsHttpHandler
    {
        // What the sidecar answers belongs to the caller: a redirect or a cookie is the app's to see.
        AllowAutoRedirect = false,
        UseCookies = false,
        PooledConnectionIdleTimeout = TimeSpan.FromMinutes(2),
    };
}
