using System.Globalization;
using Fleet.Cli.Hosting;
using Fleet.Cli.Processes;
using Microsoft.Extensions.Logging;

namespace Fleet.Cli.Running;

/// <summary>Writes what the runtime says of a sidecar to that sidecar's log, and what it says of all to each of them.</summary>
/// <param name="plan">The apps.</param>
/// <param name="logs">The sidecars' logs by app id.</param>
/// <param name="warn">Told of mistakes in resource files, which a person must not miss; null when that person reads the logs.</param>
/// <param name="time">The clock.</param>
internal sealed class SidecarLogs(RunPlan plan, IReadOnlyDictionary<string, AppLog> logs, Action<string>? warn, TimeProvider time) : ILoggerProvider
{
    private const string Prefix = "fleet.runtime.";
    private const string Resources = Prefix + "resources";
    private const string Reload = Prefix + "reload";

    /// <inheritdoc/>
    public ILogger CreateLogger(string categoryName)
    {
        var appId = categoryName.StartsWith(Prefix, StringComparison.Ordinal) ? categoryName[Prefix.Length..] : "";
        var concerned = plan.Apps.Where(app => app.App.AppId == appId).ToList();
        var targets = (concerned.Count > 0 ? concerned : plan.Apps).DistinctBy(app => app.App.AppId, StringComparer.Ordinal)
            .Select(app => new Target(app.App.AppId, logs[app.App.AppId], LevelOf(app.App.Sidecar.LogLevel))).ToList();
        return new Category(categoryName, targets, categoryName is Resources or Reload ? warn : null, time);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var log in logs.Values)
            log.Dispose();
    }

    /// <summary>A level by the name daprd has for it.</summary>
    private static LogLevel LevelOf(string name) => name.ToLowerInvariant() switch
    {
        "debug" => LogLevel.Debug,
        "warn" or "warning" => LogLevel.Warning,
        "error" => LogLevel.Error,
        "fatal" or "panic" => LogLevel.Critical,
        _ => LogLevel.Information,
    };

    private static string NameOf(LogLevel level) => level switch
    {
        LogLevel.Trace or LogLevel.Debug => "debug",
        LogLevel.Information => "info",
        LogLevel.Warning => "warning",
        LogLevel.Error => "error",
        _ => "fatal",
    };

    private sealed record Target(string AppId, AppLog Log, LogLevel Least);

    private sealed class Category(string name, List<Target> targets, Action<string>? warn, TimeProvider time) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => targets.Exists(target => logLevel >= target.Least);

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            var at = time.GetUtcNow().ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);
            var message = formatter(state, exception) + (exception is null ? "" : ": " + exception.Message);
            var isTold = warn is not null && (logLevel >= LogLevel.Warning || (name == Reload && logLevel >= LogLevel.Information));
            if (isTold)
                warn!(message);
            foreach (var target in targets.Where(target => logLevel >= target.Least))
                target.Log.Write($"time=\"{at}\" level={NameOf(logLevel)} msg={Quoted(message)} app_id={target.AppId} scope={name} type=log", isQuiet: isTold);
        }

        private static string Quoted(string text) =>
            "\"" + text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).ReplaceLineEndings("\\n") + "\"";
    }
}
