using Fleet.Runtime.Components;
using Fleet.Runtime.Faults;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Fleet.Runtime.Hosting;

/// <summary>What one runtime is made of: it plays every sidecar of one machine.</summary>
public sealed record RuntimeOptions
{
    /// <summary>The sidecars to start with; more may join later.</summary>
    public IReadOnlyList<SidecarOptions> Sidecars { get; init; } = [];

    /// <summary>All time comes from here.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Relative paths in component metadata count from here.</summary>
    public string DataDirectory { get; init; } = Environment.CurrentDirectory;

    /// <summary>SQLite file that keeps reminders and jobs; null: memory.</summary>
    public string? SchedulerDatabase { get; init; }

    /// <summary>Finds, by app id and namespace, a sidecar that another runtime of this machine plays; null: there are no others.</summary>
    public Func<string, string, Neighbour?>? Elsewhere { get; init; }

    /// <summary>What other runtimes show that carry a call here; null: none may.</summary>
    public string? NeighbourKey { get; init; }

    /// <summary>Any mistake in a resource file stops the start; otherwise only those that would stop daprd.</summary>
    public bool Strict { get; init; }

    /// <summary>Component types; null: all that the runtime has.</summary>
    public ComponentRegistry? Components { get; init; }

    /// <summary>What is to go wrong; null: a book of its own, with nothing in it.</summary>
    public FaultBook? Faults { get; init; }

    /// <summary>Where the runtime says what happens.</summary>
    public ILoggerFactory Logs { get; init; } = NullLoggerFactory.Instance;
}

/// <summary>A sidecar that another runtime plays.</summary>
/// <param name="Api">Its HTTP API.</param>
/// <param name="Key">What that runtime wants to be shown.</param>
public sealed record Neighbour(Uri Api, string Key)
{
    /// <summary>Told the API of a sidecar that cannot be reached; true: there is another instance to turn to.</summary>
    public Func<Uri, bool>? Lost { get; init; }
}
