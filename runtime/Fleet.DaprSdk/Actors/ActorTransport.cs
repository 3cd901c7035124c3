#nullable enable
namespace Dapr.Actors;

/// <summary>The one pool of connections by which an app's actors and proxies reach the sidecar.</summary>
internal sealed class ActorTransport : IDisposable
{
    private readonly bool isOwn;

    public ActorTransport(IServiceProvider services)
    {
        var registered = SidecarHandler.Registered(services);
        isOwn = registered is null;
        Handler = registered ?? SidecarHandler.Pooled();
    }

    public HttpMessageHandler Handler { get; }

    public void Dispose()
    {
        if (isOwn)
        {
            Handler.Dispose();
        }
    }
}
