using System.Net;
using System.Text;
using Fleet.Runtime.Hosting;

namespace Fleet.Runtime.Invocation;

/// <summary>Connections of one runtime to HTTP servers, shared by all its sidecars; what goes through them is left as it is.</summary>
internal sealed class HttpConnections : IAsyncDisposable
{
    private HttpConnections(bool useProxy) => Invoker = new HttpMessageInvoker(new SocketsHttpHandler
    {
        UseProxy = useProxy,
        AllowAutoRedirect = false,
        AutomaticDecompression = DecompressionMethods.None,
        UseCookies = false,
        ActivityHeadersPropagator = null,
        // As the server reads and writes them.
        RequestHeaderEncodingSelector = static (_, _) => Encoding.UTF8,
        ResponseHeaderEncodingSelector = static (_, _) => Encoding.UTF8,
    });

    /// <summary>Sends over them.</summary>
    public HttpMessageInvoker Invoker { get; }

    /// <summary>Those to the outside, through the proxy of the machine if it has one.</summary>
    public static HttpConnections Outside(SharedServices shared) => shared.Engine("outside", () => new HttpConnections(useProxy: true));

    /// <summary>Those to other runtimes of this machine.</summary>
    public static HttpConnections Neighbours(SharedServices shared) => shared.Engine("neighbours", () => new HttpConnections(useProxy: false));

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        Invoker.Dispose();
        return ValueTask.CompletedTask;
    }
}
