using System.Globalization;
using Fleet.Cli.Hosting;
using Fleet.Cli.Processes;
using Fleet.Cli.RunFiles;
using Microsoft.Extensions.Logging;

namespace Fleet.Cli.Running;

/// <summary>
/// Logs as <c>dapr run</c> writes them: to <c>.dapr/logs</c> in the app's directory, to the terminal, or both; of a single
/// app, to the terminal only.
/// </summary>
internal sealed class RunLogs : IRunLogs
{
    private readonly Dictionary<string, AppLog> sidecars = new(StringComparer.Ordinal);
    private readonly RunPlan plan;
    private readonly bool single;
    private readonly string stamp;
    private readonly TimeProvider time;

    public RunLogs(RunPlan plan, bool single, TimeProvider time)
    {
        this.plan = plan;
        this.single = single;
        this.time = time;
        stamp = time.GetLocalNow().ToString("yyyyMMddHHmmss", CultureInfo.InvariantCulture);
        foreach (var app in plan.Apps)
            sidecars.TryAdd(app.App.AppId, Open(app.App, "daprd", single ? LogDestination.Console : app.App.Sidecar.LogDestination, Console.WriteLine));
    }

    /// <summary>Folder of an app's log files; null when it has none.</summary>
    public string? FolderOf(RunFileApp app) => single ? null : Path.Combine(app.Directory, ".dapr", "logs");

    /// <summary>The log of a sidecar.</summary>
    public AppLog OfSidecar(string appId) => sidecars[appId];

    /// <inheritdoc/>
    public AppLog OfApp(AppPlan app)
    {
        var prefix = single ? "== APP == " : $"== APP - {app.App.AppId} == ";
        return Open(app.App, "app", single ? LogDestination.Console : app.App.LogDestination, Console.WriteLine, prefix);
    }

    /// <inheritdoc/>
    public ILoggerFactory OfRuntime() => LoggerFactory.Create(logging => logging
        .SetMinimumLevel(LogLevel.Debug)
        .AddFilter("Microsoft", LogLevel.Warning)
        .AddProvider(new SidecarLogs(plan, sidecars, single ? null : Console.Error.WriteLine, time)));

    private AppLog Open(RunFileApp app, string kind, LogDestination destination, Action<string> echo, string prefix = "")
    {
        var path = destination == LogDestination.Console || FolderOf(app) is not { } folder ? null : Path.Combine(folder, $"{kind}_{stamp}.log");
        return new AppLog(path, destination == LogDestination.File ? null : echo, prefix);
    }
}
