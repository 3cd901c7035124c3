using System.Net;
using Fleet.Runtime.Hosting;

namespace Fleet.Runtime.Invocation;

/// <summary>An app whose sidecar another runtime of this machine plays: that sidecar is asked over its HTTP API.</summary>
internal sealed class NeighbourCallee(string name, Uri api, NeighbourCallee.Client client) : ICallee
{
    /// <inheritdoc/>
    public string Name => name;

    /// <inheritdoc/>
    public bool IsRemote => true;

    /// <summary>The app of that id elsewhere on this machine; null when nobody knows of it.</summary>
    public static NeighbourCallee? Find(Sidecar caller, string name)
    {
        var shared = caller.Runtime.Shared;
        return shared.Options.Elsewhere?.Invoke(name) is { } api ? new NeighbourCallee(name, api, shared.Engine("", () => new Client())) : null;
    }

    /// <inheritdoc/>
    public HttpRequestMessage Request(HttpMethod method, string pathAndQuery) =>
        new(method, new Uri(api, $"v1.0/invoke/{Uri.EscapeDataString(name)}/method{pathAndQuery}"));

    /// <inheritdoc/>
    public async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using (request)
            return await client.Invoker.SendAsync(request, cancellationToken);
    }

    /// <summary>The connections to other runtimes, shared by all sidecars.</summary>
    internal sealed class Client : IAsyncDisposable
    {
        public HttpMessageInvoker Invoker { get; } = new(new SocketsHttpHandler
        {
            UseProxy = false,
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.None,
            UseCookies = false,
            ActivityHeadersPropagator = null,
        });

        /// <inheritdoc/>
        public ValueTask DisposeAsync()
        {
            Invoker.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
