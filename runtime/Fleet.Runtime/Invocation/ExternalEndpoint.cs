using Fleet.Runtime.Hosting;
using Fleet.Runtime.Middleware;
using Fleet.Runtime.Resources;

namespace Fleet.Runtime.Invocation;

/// <summary>Something outside: a declared HTTPEndpoint, or an absolute URL.</summary>
internal sealed class ExternalEndpoint(string name, string baseUrl, IReadOnlyList<MetadataItem> headers, HttpPipeline pipeline, HttpConnections connections) : ICallee
{
    /// <inheritdoc/>
    public string Name => name;

    /// <summary>Where it is.</summary>
    public string BaseUrl => baseUrl;

    /// <inheritdoc/>
    public bool IsRemote => false;

    /// <summary>Whether an id is an absolute URL.</summary>
    public static bool IsUrl(string id) =>
        id.StartsWith("http://", StringComparison.OrdinalIgnoreCase) || id.StartsWith("https://", StringComparison.OrdinalIgnoreCase);

    /// <summary>The endpoint of that id; null when it is an app id.</summary>
    public static ExternalEndpoint? Find(Sidecar caller, string id)
    {
        var declared = caller.Resources.HttpEndpoints.FirstOrDefault(endpoint => endpoint.Name == id);
        if (declared is null && !IsUrl(id))
            return null;
        return new ExternalEndpoint(id, declared?.BaseUrl ?? id, declared?.Headers ?? [], caller.AppPipeline, HttpConnections.Outside(caller.Runtime.Shared));
    }

    /// <inheritdoc/>
    public HttpRequestMessage Request(HttpMethod method, string pathAndQuery) => new(method, baseUrl.TrimEnd('/') + pathAndQuery);

    /// <inheritdoc/>
    public async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        foreach (var header in headers)
            Set(request, header.Name, header.Value ?? "");
        using (request)
            return await AppExchange.SendAsync(pipeline, request, connections.Invoker.SendAsync, cancellationToken);
    }

    // What the resource says counts, whatever the caller sent.
    private static void Set(HttpRequestMessage request, string name, string value)
    {
        request.Headers.Remove(name);
        if (request.Content?.Headers.Remove(name) == true || !request.Headers.TryAddWithoutValidation(name, value))
            request.Content?.Headers.TryAddWithoutValidation(name, value);
    }
}
