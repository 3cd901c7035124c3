namespace Fleet.Runtime.Hosting;

/// <summary>One sidecar: the app it belongs to and how the two find each other.</summary>
public sealed record SidecarOptions
{
    /// <summary>App id; several sidecars of one id are instances of one app.</summary>
    public required string AppId { get; init; }

    /// <summary>Port the app listens on; null: no app, or <see cref="AppHandler"/>.</summary>
    public int? AppPort { get; init; }

    /// <summary>In-process app; null: <see cref="AppPort"/>.</summary>
    public HttpMessageHandler? AppHandler { get; init; }

    /// <summary>Host that the app listens on.</summary>
    public string AppChannelAddress { get; init; } = "127.0.0.1";

    /// <summary><c>http</c>, <c>https</c> or <c>h2c</c>.</summary>
    public string AppProtocol { get; init; } = "http";

    /// <summary>Port of the HTTP API; null: none (in-process only).</summary>
    public int? HttpPort { get; init; }

    /// <summary>Port of the gRPC API; null: none.</summary>
    public int? GrpcPort { get; init; }

    /// <summary>Port on which Prometheus finds the metrics; null: none.</summary>
    public int? MetricsPort { get; init; }

    /// <summary>False: no actors, as daprd without a placement service.</summary>
    public bool HasPlacement { get; init; } = true;

    /// <summary>Folders with resource files; subfolders are not read.</summary>
    public IReadOnlyList<string> ResourcePaths { get; init; } = [];

    /// <summary>Configuration files, later ones winning.</summary>
    public IReadOnlyList<string> ConfigPaths { get; init; } = [];

    /// <summary>Environment of the sidecar: <c>envRef</c>, env secrets, tokens.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Relative paths in component metadata count from here; null: from the directory of the runtime.</summary>
    public string? WorkingDirectory { get; init; }

    /// <summary>Namespace, as headers tell it; by default <c>NAMESPACE</c> of the environment.</summary>
    public string Namespace
    {
        get => field ?? Environment.GetValueOrDefault("NAMESPACE", "");
        init;
    }

    /// <summary>Most calls to the app at one time; 0: no limit.</summary>
    public int AppMaxConcurrency { get; init; }

    /// <summary>Largest request body, bytes.</summary>
    public long MaxBodySize { get; init; } = 4 * 1024 * 1024;

    /// <summary>Largest head of a request, bytes; as Go's server, the sidecar takes 4 KiB more.</summary>
    public int ReadBufferSize { get; init; } = 4 * 1024;

    /// <summary>Origins that CORS lets in.</summary>
    public string AllowedOrigins { get; init; } = "*";

    /// <summary>Whether each call of the API is logged; null: as the Configuration says.</summary>
    public bool? EnableApiLogging { get; init; }

    /// <summary>How long its end waits for API calls in progress.</summary>
    public TimeSpan GracefulShutdown { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Whether and how the app's health is probed.</summary>
    public AppHealthOptions AppHealth { get; init; } = new();
}

/// <summary>Probing of the app's health.</summary>
public sealed record AppHealthOptions
{
    /// <summary>Off: the app counts as healthy once it listens.</summary>
    public bool Enabled { get; init; }

    /// <summary>Path that is asked.</summary>
    public string Path { get; init; } = "/healthz";

    /// <summary>Pause between probes.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Time limit of a probe.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>Failures in a row after which the app counts as unhealthy.</summary>
    public int Threshold { get; init; } = 3;
}
