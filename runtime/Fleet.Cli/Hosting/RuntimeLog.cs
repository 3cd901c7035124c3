using System.Globalization;
using Fleet.Cli.Processes;
using Microsoft.Extensions.Logging;

namespace Fleet.Cli.Hosting;

/// <summary>Writes what the embedded runtime has to say to <c>logs/fleet-runtime.log</c>, mistakes in resource files, and their reload, to people, too.</summary>
internal sealed class RuntimeLog(AppLog log, TimeProvider time, Action<string> warn) : ILoggerProvider
{
    /// <summary>Name of the runtime among the logs.</summary>
    public const string Name = "fleet-runtime";

    private const string Resources = "fleet.runtime.resources";
    private const string Reload = "fleet.runtime.reload";

    /// <summary>Loggers that write to the file, from Information on.</summary>
    /// <param name="folder">Folder of the logs.</param>
    /// <param name="time">The clock.</param>
    /// <param name="warn">Told of every mistake in a resource file that does not stop the start.</param>
    public static ILoggerFactory ToFile(string folder, TimeProvider time, Action<string> warn) => LoggerFactory.Create(logging => logging
        .SetMinimumLevel(LogLevel.Information)
        .AddFilter("Microsoft", LogLevel.Warning)
        .AddProvider(new RuntimeLog(new AppLog(AppLog.PathOf(folder, Name), echo: null), time, warn)));

    /// <inheritdoc/>
    public ILogger CreateLogger(string categoryName) => new Category(categoryName, log, time, categoryName is Resources or Reload ? warn : null);

    /// <inheritdoc/>
    public void Dispose() => log.Dispose();

    private sealed class Category(string name, AppLog log, TimeProvider time, Action<string>? warn) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (!IsEnabled(logLevel))
                return;
            if (logLevel >= LogLevel.Warning || name == Reload)
                warn?.Invoke(formatter(state, exception));
            var at = time.GetUtcNow().ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);
            var failure = exception is null ? "" : Environment.NewLine + exception;
            log.Write($"{at} {logLevel,-11} {name}: {formatter(state, exception)}{failure}");
        }
    }
}
