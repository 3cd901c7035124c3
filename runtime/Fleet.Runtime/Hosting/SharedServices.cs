using System.Collections.Concurrent;
using Fleet.Runtime.Faults;
using Microsoft.Extensions.Logging;

namespace Fleet.Runtime.Hosting;

/// <summary>What all sidecars of one runtime share.</summary>
public sealed class SharedServices(RuntimeOptions options) : IAsyncDisposable
{
    private readonly ConcurrentDictionary<(Type, string), Lazy<IAsyncDisposable>> engines = new();

    /// <summary>All time comes from here.</summary>
    public TimeProvider Time => options.Time;

    /// <summary>Where the runtime says what happens.</summary>
    public ILoggerFactory Logs => options.Logs;

    /// <summary>What is to go wrong, for tests and drills.</summary>
    public FaultBook Faults { get; } = options.Faults ?? new FaultBook(options.Time);

    /// <summary>The options of the runtime.</summary>
    public RuntimeOptions Options => options;

    /// <summary>A path from component metadata, made absolute.</summary>
    public string ResolvePath(string path) => Path.GetFullPath(path, options.DataDirectory);

    /// <summary>
    /// One engine a <paramref name="key"/> for all sidecars, e.g. one database writer a file, made when first asked for;
    /// it lives as long as the runtime.
    /// </summary>
    public T Engine<T>(string key, Func<T> create)
        where T : class, IAsyncDisposable =>
        (T)engines.GetOrAdd((typeof(T), key), _ => new Lazy<IAsyncDisposable>(create)).Value;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var engine in engines.Values.Where(engine => engine.IsValueCreated))
            await engine.Value.DisposeAsync();
        engines.Clear();
    }
}
