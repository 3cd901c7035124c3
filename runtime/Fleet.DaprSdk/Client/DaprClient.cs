using System.Net.Http.Headers;
using System.Reflection;
using System.Text.Json;

namespace Dapr.Client;

/// <summary>
/// An app's way to its sidecar. Make one with <see cref="DaprClientBuilder"/> or take it from the services, and keep it
/// for the life of the app: it holds connections. A failed call throws <see cref="DaprException"/>, a failed invocation
/// <see cref="InvocationException"/>.
/// </summary>
public abstract partial class DaprClient : IDisposable
{
    private bool disposed;

    /// <summary>How values become JSON and back.</summary>
    public abstract JsonSerializerOptions JsonSerializerOptions { get; }

    /// <summary>Whether the sidecar is healthy, its app included. An unreachable sidecar is not healthy.</summary>
    public abstract Task<bool> CheckHealthAsync(CancellationToken cancellationToken = default);

    /// <summary>Whether the sidecar serves its API, whatever its app's state. An unreachable sidecar does not.</summary>
    public abstract Task<bool> CheckOutboundHealthAsync(CancellationToken cancellationToken = default);

    /// <summary>Returns when <see cref="CheckOutboundHealthAsync"/> says yes; ends only so or by cancellation.</summary>
    public abstract Task WaitForSidecarAsync(CancellationToken cancellationToken = default);

    /// <summary>Asks the sidecar to end.</summary>
    public abstract Task ShutdownSidecarAsync(CancellationToken cancellationToken = default);

    /// <summary>What the sidecar says about itself: app id, actors, components, attributes.</summary>
    public abstract Task<DaprMetadata> GetMetadataAsync(CancellationToken cancellationToken = default);

    /// <summary>Adds an attribute to the sidecar's metadata.</summary>
    public abstract Task SetMetadataAsync(
        string attributeName,
        string attributeValue,
        CancellationToken cancellationToken = default);

    /// <inheritdoc />
    public void Dispose()
    {
        if (!disposed)
        {
            Dispose(disposing: true);
            disposed = true;
        }

        GC.SuppressFinalize(this);
    }

    /// <summary>Gives back what the client holds.</summary>
    protected virtual void Dispose(bool disposing)
    {
    }

    /// <summary>The product that the client names to the sidecar.</summary>
    protected static ProductInfoHeaderValue UserAgent()
    {
        var version = typeof(DaprClient).Assembly
            .GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion;
        return new ProductInfoHeaderValue("dapr-sdk-dotnet", $"v{version}");
    }
}
