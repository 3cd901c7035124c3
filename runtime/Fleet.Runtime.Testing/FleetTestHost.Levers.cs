namespace Fleet.Runtime.Testing;

/// <content>Crashes, restarts, and waiting.</content>
public sealed partial class FleetTestHost
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>
    /// Ends an app as a kill does: whatever it still does reaches nobody, and nobody reaches it. Its sidecar stays.
    /// </summary>
    public void CrashApp(string appId)
    {
        var app = apps[appId];
        app.ToSidecar.Cut();
        app.ToApp.Cut();
        ended.Add(app.DisposeAsync().AsTask());
    }

    /// <summary>Starts a crashed app again, beside the sidecar that it had.</summary>
    public async Task RestartAppAsync(string appId)
    {
        var (before, app) = (apps[appId], await StartAppAsync(appId));
        app.ToApp = before.ToApp;
        app.Sidecar = before.Sidecar;
        app.ToSidecar.Join(front.HandlerOf(app.Sidecar));
        app.ToApp.Join(app.Handler);
        apps[appId] = app;
    }

    /// <summary>Stops the sidecar of an app in good order; the app stays, and reaches nobody.</summary>
    public async Task StopSidecarAsync(string appId, CancellationToken cancellationToken = default)
    {
        var app = apps[appId];
        await Runtime.StopAsync(app.Sidecar, cancellationToken);
        app.ToSidecar.Cut();
    }

    /// <summary>Starts the sidecar of an app again.</summary>
    public async Task StartSidecarAsync(string appId, CancellationToken cancellationToken = default)
    {
        var app = apps[appId];
        app.Sidecar = (await Runtime.AddAsync([Sidecar(appId) with { AppHandler = app.ToApp }], cancellationToken))[0];
        app.ToSidecar.Join(front.HandlerOf(app.Sidecar));
    }

    /// <summary>Stops everything in good order and starts it again, clients included; faults and records stay.</summary>
    /// <param name="keepData">False: on an empty data folder.</param>
    /// <param name="cancellationToken">Ends the start.</param>
    public async Task RestartAsync(bool keepData = true, CancellationToken cancellationToken = default)
    {
        var appIds = apps.Keys.ToList();
        await CloseAsync();
        if (!keepData)
            folders.Empty();
        await OpenAsync(cancellationToken);
        foreach (var (appId, line) in clients)
            line.Join(front.HandlerOf((await Runtime.AddAsync([Sidecar(appId)], cancellationToken))[0]));
        foreach (var appId in appIds)
            await AddAsync(appId, programs[appId], cancellationToken);
    }

    /// <summary>
    /// Waits until every app is served: it was asked for its subscriptions, actors and bindings. What is published before
    /// an app has ever subscribed, no broker keeps for it.
    /// </summary>
    public Task ReadyAsync() => UntilAsync(() => Runtime.Sidecars.All(sidecar => sidecar.IsAppReady));

    /// <summary>
    /// Waits until a condition holds; moves a virtual clock meanwhile, in steps of 50 ms for at most ten minutes of it.
    /// </summary>
    /// <exception cref="TimeoutException">It does not hold.</exception>
    public Task UntilAsync(Func<bool> condition) => UntilAsync(() => Task.FromResult(condition()));

    /// <inheritdoc cref="UntilAsync(Func{bool})"/>
    public async Task UntilAsync(Func<Task<bool>> condition)
    {
        if (options.Time is VirtualTime time)
        {
            if (!await time.AdvanceUntilAsync(condition, TimeSpan.FromMilliseconds(50), TimeSpan.FromMinutes(10)))
                throw new TimeoutException("the condition does not hold after ten minutes of virtual time");
            return;
        }

        var begin = TimeProvider.System.GetTimestamp();
        while (!await condition())
        {
            if (TimeProvider.System.GetElapsedTime(begin) > Patience)
                throw new TimeoutException($"the condition does not hold after {Patience.TotalSeconds} s");
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System);
        }
    }
}
