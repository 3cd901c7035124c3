namespace Fleet.Runtime.Testing;

/// <content>Crashes and restarts.</content>
public sealed partial class FleetTestHost
{
    /// <summary>
    /// Ends an app as a kill does: whatever it still does reaches nobody, and nobody reaches it. Its sidecar stays.
    /// </summary>
    public void CrashApp(string appId)
    {
        var app = App(appId);
        app.ToSidecar.Cut();
        app.ToApp.Cut();
        ended.Add(app.DisposeAsync().AsTask());
    }

    /// <summary>Starts a crashed app again, beside the sidecar that it had.</summary>
    public async Task RestartAppAsync(string appId)
    {
        var (before, app) = (App(appId), await StartAppAsync(appId));
        app.ToApp = before.ToApp;
        app.Sidecar = before.Sidecar;
        // The sidecar's way first: whom the app calls at once, that is itself, must be there.
        app.ToApp.Join(app.Handler);
        app.ToSidecar.Join(front.HandlerOf(app.Sidecar));
        apps[appId] = app;
    }

    /// <summary>Stops the sidecar of an app in good order; the app stays, and reaches nobody.</summary>
    public async Task StopSidecarAsync(string appId, CancellationToken cancellationToken = default)
    {
        var app = App(appId);
        await Runtime.StopAsync(app.Sidecar, cancellationToken);
        app.ToSidecar.Cut();
    }

    /// <summary>Starts the sidecar of an app again.</summary>
    public async Task StartSidecarAsync(string appId, CancellationToken cancellationToken = default)
    {
        var app = App(appId);
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
}
