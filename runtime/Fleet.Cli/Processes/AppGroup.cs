namespace Fleet.Cli.Processes;

/// <summary>All apps of a run.</summary>
internal sealed class AppGroup : IAsyncDisposable
{
    private readonly Watchdog _watchdog = Watchdog.Start();
    private readonly List<AppProcess> _apps = [];
    private readonly TimeProvider _time;
    private readonly Action<IReadOnlyList<RunningApp>> _changed;

    /// <summary>Tells <paramref name="changed"/> which processes run, whenever that changes.</summary>
    public AppGroup(TimeProvider time, Action<IReadOnlyList<RunningApp>> changed) => (_time, _changed) = (time, changed);

    /// <summary>The apps in the order of the run file.</summary>
    public IReadOnlyList<AppProcess> Apps => _apps;

    /// <summary>Starts an app.</summary>
    public void Start(AppCommand command, AppLog log)
    {
        var app = new AppProcess(command, log, _watchdog, _time, Changed);
        lock (_apps)
            _apps.Add(app);
        app.Start();
    }

    /// <summary>Ends all apps at the same time.</summary>
    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(_apps.Select(app => app.DisposeAsync().AsTask()));
        _watchdog.Dispose();
    }

    private void Changed()
    {
        lock (_apps)
            _changed([.. _apps.Where(app => app.Identity is not null).Select(app => new RunningApp(app.AppId, app.Identity!))]);
    }
}
