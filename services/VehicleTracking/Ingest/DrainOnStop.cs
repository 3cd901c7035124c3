namespace Fleet.VehicleTracking.Ingest;

/// <summary>
/// Stores what was taken before the server stops listening: a turn comes in through the sidecar, so it needs the listener
/// even when the last client has gone.
/// </summary>
internal sealed class DrainOnStop(ShardDoor door) : IHostedLifecycleService
{
    public Task StoppingAsync(CancellationToken cancellationToken) => door.Close().WaitAsync(cancellationToken);

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
