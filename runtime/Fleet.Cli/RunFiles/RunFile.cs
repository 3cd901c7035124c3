namespace Fleet.Cli.RunFiles;

/// <summary>A multi-app run file (version 1), read and resolved: the <c>common</c> section is merged into every app.</summary>
/// <param name="Path">Absolute path of the file.</param>
/// <param name="Name">Name of the run; null when the file gives none.</param>
/// <param name="Apps">The apps in the order of the file.</param>
public sealed record RunFile(string Path, string? Name, IReadOnlyList<RunFileApp> Apps)
{
    /// <summary>Fields that were given and change nothing here, e.g. <c>apps[0].unixDomainSocket</c>.</summary>
    public IReadOnlyList<string> IdleFields { get; init; } = [];
}

/// <summary>One app of a run file. Paths are absolute; what the file leaves open is null.</summary>
/// <param name="Line">Line of the app in the file, from 1.</param>
/// <param name="AppId">The given id, or the name of the app's directory.</param>
/// <param name="Directory">Working directory of the command.</param>
/// <param name="Command">Program and arguments; empty for a sidecar without an app.</param>
/// <param name="Ports">Ports as given.</param>
/// <param name="Protocol">How the sidecar talks to the app: <c>http</c>, <c>https</c> or <c>h2c</c>.</param>
/// <param name="ChannelAddress">Host the app listens on.</param>
/// <param name="ResourcesPaths">Folders with components, subscriptions and resiliency policies.</param>
/// <param name="ConfigFile">Configuration resource; null when there is none.</param>
/// <param name="Environment">Variables for the app, the app's own before the common ones.</param>
/// <param name="LogDestination">Where the app's output goes.</param>
/// <param name="Health">The app health check; null when it is not enabled.</param>
/// <param name="MaxConcurrency">Calls at a time into the app; null for no bound.</param>
/// <param name="MaxBodyBytes">Largest request body; null for Dapr's default of 4 MiB.</param>
public sealed record RunFileApp(
    int Line,
    string AppId,
    string Directory,
    IReadOnlyList<string> Command,
    AppPorts Ports,
    string Protocol,
    string ChannelAddress,
    IReadOnlyList<string> ResourcesPaths,
    string? ConfigFile,
    IReadOnlyDictionary<string, string> Environment,
    LogDestination LogDestination,
    AppHealthCheck? Health,
    int? MaxConcurrency,
    long? MaxBodyBytes)
{
    /// <summary>What only concerns the sidecar.</summary>
    public SidecarSettings Sidecar { get; init; } = new();
}

/// <summary>Settings of a sidecar that its app does not notice.</summary>
public sealed record SidecarSettings
{
    /// <summary>False: no actors, as with an empty <c>placementHostAddress</c>.</summary>
    public bool HasPlacement { get; init; } = true;

    /// <summary>Origins that CORS lets in, separated by commas.</summary>
    public string AllowedOrigins { get; init; } = "*";

    /// <summary>Lowest level that is logged: <c>debug</c>, <c>info</c>, <c>warn</c>, <c>error</c>, <c>fatal</c> or <c>panic</c>.</summary>
    public string LogLevel { get; init; } = "info";

    /// <summary>Where the sidecar's log goes.</summary>
    public LogDestination LogDestination { get; init; } = LogDestination.File;

    /// <summary>Whether each call of the API is logged; null: as the Configuration says.</summary>
    public bool? EnableApiLogging { get; init; }

    /// <summary>Whether metrics are served.</summary>
    public bool EnableMetrics { get; init; } = true;

    /// <summary>How long the sidecar's end waits for API calls in progress.</summary>
    public TimeSpan GracefulShutdown { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Largest head of a request in bytes, as <c>list</c> tells it.</summary>
    public long ReadBufferBytes { get; init; } = 4096;
}

/// <summary>Ports of an app and its sidecar; null where the file leaves the choice open.</summary>
public sealed record AppPorts(int? App, int? DaprHttp, int? DaprGrpc, int? Metrics);

/// <summary>How the sidecar asks whether its app is well.</summary>
/// <param name="Path">Path that is asked.</param>
/// <param name="IntervalSeconds">Seconds between two questions.</param>
/// <param name="TimeoutMilliseconds">How long an answer may take.</param>
/// <param name="Threshold">Failures in a row until the app counts as unwell.</param>
public sealed record AppHealthCheck(string Path, int IntervalSeconds, int TimeoutMilliseconds, int Threshold);

/// <summary>Where an app's output goes.</summary>
public enum LogDestination
{
    /// <summary>To the log file and the terminal (Dapr's default).</summary>
    FileAndConsole,

    /// <summary>To the log file only.</summary>
    File,

    /// <summary>To the terminal only.</summary>
    Console,
}
