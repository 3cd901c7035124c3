using System.Text.Json.Nodes;

namespace Fleet.Runtime.Hosting;

/// <summary>A building block's part in one sidecar. Made in <see cref="BuildingBlocks"/>, a line each.</summary>
public interface ISidecarBlock : IAsyncDisposable
{
    /// <summary>Components are initialised; the API listens; the app may not be there yet.</summary>
    Task StartAsync(CancellationToken cancellationToken);

    /// <summary>The app listens: ask it what it wants, and begin to deliver. Blocks are told in their order.</summary>
    Task AppReadyAsync(CancellationToken cancellationToken);

    /// <summary>The app's health checks say that it may, or may no longer, be called.</summary>
    Task AppHealthChangedAsync(bool isHealthy, CancellationToken cancellationToken);

    /// <summary>The sidecar is going down: stop delivering, wait for what is in progress.</summary>
    Task DrainAsync(CancellationToken cancellationToken);

    /// <summary>Adds what the block knows to the answer of <c>GET /v1.0/metadata</c>.</summary>
    void Describe(JsonObject metadata);
}

/// <summary>A block that does nothing by itself; a block overrides what it needs.</summary>
public abstract class SidecarBlock(Sidecar sidecar) : ISidecarBlock
{
    /// <summary>The sidecar it is part of.</summary>
    protected Sidecar Sidecar { get; } = sidecar;

    /// <inheritdoc/>
    public virtual Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public virtual Task AppReadyAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public virtual Task AppHealthChangedAsync(bool isHealthy, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public virtual Task DrainAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public virtual void Describe(JsonObject metadata)
    {
    }

    /// <inheritdoc/>
    public virtual ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }
}
