using Fleet.Runtime.Hosting;
using Microsoft.Extensions.Logging;

namespace Fleet.Runtime.Health;

/// <summary>
/// Probes the app when asked to. After as many failures in a row as the threshold the app gets no calls, and blocks are
/// told to stop delivering; the first good answer ends that. At the start, too, the app gets no calls before a good answer.
/// </summary>
internal sealed class AppHealthBlock(Sidecar sidecar) : SidecarBlock(sidecar)
{
    private readonly CancellationTokenSource draining = new();
    private Task probing = Task.CompletedTask;

    private AppHealthOptions Health => Sidecar.Options.AppHealth;

    private TimeProvider Time => Sidecar.Runtime.Shared.Time;

    /// <inheritdoc/>
    public override Task StartAsync(CancellationToken cancellationToken)
    {
        if (Health.Enabled && Sidecar.App is { } app)
            app.IsHealthy = false;
        return Task.CompletedTask;
    }

    /// <summary>Asks for the app's health now; true when it is well, or nobody wants to know. What is well may be called.</summary>
    public async Task<bool> IsWellAsync(CancellationToken cancellationToken)
    {
        if (!Health.Enabled || Sidecar.App is not { } app)
            return true;
        return app.IsHealthy = await IsGoodAsync(app, cancellationToken);
    }

    /// <summary>Asks again and again until the app is well.</summary>
    public async Task WaitUntilWellAsync(CancellationToken cancellationToken)
    {
        do
            await Task.Delay(Health.Interval, Time, cancellationToken);
        while (!await IsWellAsync(cancellationToken));
    }

    /// <inheritdoc/>
    public override Task AppReadyAsync(CancellationToken cancellationToken)
    {
        if (Health.Enabled && Sidecar.App is { } app)
            probing = ProbeAsync(app);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public override async Task DrainAsync(CancellationToken cancellationToken)
    {
        await draining.CancelAsync();
        await probing;
    }

    /// <inheritdoc/>
    public override ValueTask DisposeAsync()
    {
        draining.Dispose();
        return base.DisposeAsync();
    }

    private async Task ProbeAsync(AppChannel app)
    {
        var failures = 0;
        try
        {
            while (true)
            {
                await Task.Delay(Health.Interval, Time, draining.Token);
                var isGood = await IsGoodAsync(app, draining.Token);
                failures = isGood ? 0 : failures + 1;
                if (isGood != app.IsHealthy && (isGood || failures >= Health.Threshold))
                    await TellAsync(app, isGood);
            }
        }
        catch (OperationCanceledException) when (draining.IsCancellationRequested)
        {
            Sidecar.Log.LogDebug("The app is no longer probed");
        }
    }

    private async Task<bool> IsGoodAsync(AppChannel app, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(Health.Timeout, Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            using var response = await app.ProbeAsync(Health.Path, either.Token);
            return response.IsSuccessStatusCode;
        }
        catch (Exception failure) when (failure is HttpRequestException || timeout.IsCancellationRequested)
        {
            return false;
        }
    }

    private async Task TellAsync(AppChannel app, bool isHealthy)
    {
        Sidecar.Log.LogWarning("The app is {Health}", isHealthy ? "healthy" : "unhealthy");
        app.IsHealthy = isHealthy;
        foreach (var block in Sidecar.Blocks)
            await block.AppHealthChangedAsync(isHealthy, draining.Token);
    }
}
