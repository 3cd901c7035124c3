using System.Globalization;
using System.Text;

namespace Fleet.Gateway.Forwarding;

/// <summary>The way to other services: HTTP to the gateway's own sidecar, which finds them.</summary>
/// <param name="http">Sends; follows no redirect and keeps no cookie.</param>
/// <param name="endpoint">Address of the sidecar's HTTP API.</param>
/// <param name="apiToken">Token that the sidecar asks for; null when it asks for none.</param>
public sealed class SidecarChannel(HttpMessageInvoker http, Uri endpoint, string? apiToken) : IDisposable
{
    /// <summary>The channel that the environment describes: <c>DAPR_HTTP_ENDPOINT</c> or <c>DAPR_HTTP_PORT</c>, and <c>DAPR_API_TOKEN</c>.</summary>
    /// <param name="configuration">Where these names are looked up.</param>
    /// <param name="handler">What sends; null for sockets.</param>
    public static SidecarChannel From(IConfiguration configuration, HttpMessageHandler? handler = null)
    {
        var port = configuration["DAPR_HTTP_PORT"] is { Length: > 0 } given ? given : "3500";
        var endpoint = configuration["DAPR_HTTP_ENDPOINT"] is { Length: > 0 } whole ? whole : "http://127.0.0.1:" + port;
        var token = configuration["DAPR_API_TOKEN"] is { Length: > 0 } some ? some : null;
        return new SidecarChannel(new HttpMessageInvoker(handler ?? Sockets()), new Uri(endpoint), token);
    }

    /// <summary>A request that the sidecar brings to <paramref name="appId"/>.</summary>
    /// <param name="method">HTTP method.</param>
    /// <param name="appId">The service.</param>
    /// <param name="pathAndQuery">What the service is asked, beginning with a slash, escaped.</param>
    public HttpRequestMessage Request(HttpMethod method, string appId, string pathAndQuery)
    {
        var request = new HttpRequestMessage(method, new Uri(endpoint, string.Create(CultureInfo.InvariantCulture, $"/v1.0/invoke/{appId}/method{pathAndQuery}")));
        if (apiToken is not null) request.Headers.Add("dapr-api-token", apiToken);
        return request;
    }

    /// <summary>Sends; returns when the answer's head is there.</summary>
    public Task<HttpResponseMessage> Send(HttpRequestMessage request, CancellationToken cancellation) => http.SendAsync(request, cancellation);

    /// <inheritdoc/>
    public void Dispose() => http.Dispose();

    private static SocketsHttpHandler Sockets() => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        UseProxy = false,
        AutomaticDecompression = System.Net.DecompressionMethods.None,
        PooledConnectionIdleTimeout = TimeSpan.FromMinutes(1),
        // As the server reads them; without it a header beyond ASCII could not be sent at all.
        RequestHeaderEncodingSelector = static (_, _) => Encoding.UTF8,
        ResponseHeaderEncodingSelector = static (_, _) => Encoding.UTF8,
    };
}
