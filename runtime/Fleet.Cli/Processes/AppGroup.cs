namespace Fleet.Cli.Processes;

/// <summary>All apps of a run.</summary>
internal sealed class AppGroup : IAsyncDisposable
{
    private readonly Watchdog watchdog = Watchdog.Start();
    private readonly List<AppProcess> apps = [];
    private readonly TimeProvider time;
    private readonly Action<IReadOnlyList<RunningApp>> changed;

    /// <summary>Tells <paramref name="changed"/> which processes run, whenever that changes.</summary>
    public AppGroup(TimeProvider time, Action<IReadOnlyList<RunningApp>> changed) => (this.time, this.changed) = (time, changed);

    /// <summary>The apps in the order of the run file.</summary>
    public IReadOnlyList<AppProcess> Apps => apps;

    /// <summary>Starts an app.</summary>
    /// <param name="command">How it is started.</param>
    /// <param name="log">Takes its output.</param>
    /// <param name="keep">Whether it is started again when it ends.</param>
    public void Start(AppCommand command, AppLog log, bool keep)
    {
        var app = new AppProcess(command, log, keep, watchdog, time, Changed);
        lock (apps)
            apps.Add(app);
        app.Start();
    }

    /// <summary>Ends all apps at the same time.</summary>
    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(apps.Select(app => app.DisposeAsync().AsTask()));
        watchdog.Dispose();
    }

    private void Changed()
    {
        lock (apps)
            changed([.. apps.Where(app => app.Identity is not null).Select(app => new RunningApp(app.AppId, app.Identity!))]);
    }
}
