using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Fleet.Tests.Unit.Runtime.Resiliency;

/// <summary>Keeps what the runtime says, as <c>Level category: message</c>.</summary>
internal sealed class ReportLog : ILoggerFactory
{
    private readonly ConcurrentQueue<string> lines = [];

    public string[] Lines => [.. lines];

    public ILogger CreateLogger(string categoryName) => new Category(categoryName, lines);

    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException();

    public void Dispose()
    {
    }

    private sealed class Category(string name, ConcurrentQueue<string> lines) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            lines.Enqueue($"{logLevel} {name}: {formatter(state, exception)}");
    }
}
