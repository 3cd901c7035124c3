namespace Fleet.VehicleRegistry.Vehicles;

/// <summary>Reads the store again every half minute, for what another replica changed.</summary>
internal sealed class DirectoryRefresh(VehicleDirectory directory, TimeProvider time, ILogger<DirectoryRefresh> log) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(30);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        while (await Tick(timer, stoppingToken))
        {
            if (!directory.IsLoaded) continue;
            try
            {
                await directory.Load(stoppingToken);
            }
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
            {
                log.LogWarning(failure, "The registry could not be read again; answers come from the last copy");
            }
        }
    }

    private static async Task<bool> Tick(PeriodicTimer timer, CancellationToken stopping)
    {
        try
        {
            return await timer.WaitForNextTickAsync(stopping);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
