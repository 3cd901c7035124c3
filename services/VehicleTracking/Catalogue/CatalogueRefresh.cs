namespace Fleet.VehicleTracking.Catalogue;

/// <summary>Asks every two seconds whether another instance has changed the catalogue, and takes what has changed.</summary>
internal sealed class CatalogueRefresh(CatalogueCopy copy, TimeProvider time, ILogger<CatalogueRefresh> log) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        while (await Tick(timer, stoppingToken))
        {
            if (!copy.IsLoaded) continue;
            try
            {
                await copy.Refresh(stoppingToken);
            }
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
            {
                log.LogWarning("The catalogue could not be asked for changes: {Reason}; what was read last goes on to count", failure.Message);
            }
            catch (OperationCanceledException)
            {
                return;
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
