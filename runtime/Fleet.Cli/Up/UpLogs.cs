using Fleet.Cli.Hosting;
using Fleet.Cli.Processes;
using Microsoft.Extensions.Logging;

namespace Fleet.Cli.Up;

/// <summary>Everything goes to the <c>logs</c> folder of the data directory; the terminal belongs to the table.</summary>
internal sealed class UpLogs(DataDirectory data, Action<string> warn, TimeProvider time) : IRunLogs
{
    /// <inheritdoc/>
    public AppLog OfApp(AppPlan app) => new(AppLog.PathOf(data.Logs, app.App.AppId), echo: null);

    /// <inheritdoc/>
    public ILoggerFactory OfRuntime() => RuntimeLog.ToFile(data.Logs, time, warn);
}
