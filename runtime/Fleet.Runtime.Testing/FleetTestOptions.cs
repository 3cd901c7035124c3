using Fleet.Runtime.Components;
using Fleet.Runtime.Faults;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Fleet.Runtime.Testing;

/// <summary>How a test wants its runtime.</summary>
public sealed record FleetTestOptions
{
    /// <summary>Folders with resource files.</summary>
    public IReadOnlyList<string> ResourcePaths { get; init; } = [];

    /// <summary>
    /// Resources as YAML beside those of <see cref="ResourcePaths"/>. When there are neither files nor text, apps have what
    /// <c>dapr init</c> sets up: <c>statestore</c> (for actors too) and <c>pubsub</c>, here on SQLite in the data folder.
    /// </summary>
    public string? Resources { get; init; }

    /// <summary>The clock of the runtime and of every app.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Real time for which <see cref="FleetTestHost.UntilAsync(Func{bool}, TimeSpan?, string)"/> waits, unless it is told another.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Where components keep their data; null: a folder of its own that is deleted at the end.</summary>
    public string? DataDirectory { get; init; }

    /// <summary>Environment of every sidecar.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Component types; null: all that the runtime has.</summary>
    public ComponentRegistry? Components { get; init; }

    /// <summary>What is to go wrong; null: a book of its own, on the host's clock, with <see cref="FaultSeed"/>.</summary>
    public FaultBook? Faults { get; init; }

    /// <summary>Decides which calls faults hit.</summary>
    public int FaultSeed { get; init; }

    /// <summary>Most calls, and most published events, that the host remembers; older ones are forgotten.</summary>
    public int RememberedCalls { get; init; } = 10_000;

    /// <summary>Where runtime and apps say what happens.</summary>
    public ILoggerFactory Logs { get; init; } = NullLoggerFactory.Instance;
}
