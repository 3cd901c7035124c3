using Microsoft.Extensions.Hosting;

namespace Fleet.Runtime.Hosting;

/// <summary>
/// A web host that ends when its owner says so. The usual lifetime ends at SIGTERM and Ctrl-C by itself, which would take
/// the sidecars away from apps that still have work in hand.
/// </summary>
public sealed class QuietLifetime : IHostLifetime
{
    /// <inheritdoc/>
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
