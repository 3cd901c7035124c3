using System.Globalization;
using Fleet.Cli.Processes;
using Fleet.Cli.RunFiles;
using Fleet.Runtime.Hosting;

namespace Fleet.Cli.Hosting;

/// <summary>One app of the run file with all its ports chosen: what to start, and which sidecar to play.</summary>
/// <param name="App">The app.</param>
/// <param name="AppPort">Port the app listens on; null when it does not.</param>
/// <param name="HttpPort">The sidecar's HTTP port.</param>
/// <param name="GrpcPort">The sidecar's gRPC port.</param>
/// <param name="MetricsPort">The sidecar's metrics port; null when it serves none.</param>
/// <param name="Variables">Variables for components and apps beside those of the run file.</param>
internal sealed record AppPlan(RunFileApp App, int? AppPort, int HttpPort, int GrpcPort, int? MetricsPort, IReadOnlyDictionary<string, string> Variables)
{
    /// <summary>Every port that must be free before the start.</summary>
    public IEnumerable<WantedPort> WantedPorts()
    {
        if (AppPort is { } port && App.Command.Count > 0)
            yield return new WantedPort(port, $"the app {App.AppId}");
        yield return new WantedPort(HttpPort, $"the Dapr HTTP API of {App.AppId}");
        yield return new WantedPort(GrpcPort, $"the Dapr gRPC API of {App.AppId}");
        if (MetricsPort is { } metrics)
            yield return new WantedPort(metrics, $"the metrics of {App.AppId}");
    }

    /// <summary>How the app is started, with the variables that <c>dapr run</c> sets.</summary>
    public AppCommand Command()
    {
        var environment = new Dictionary<string, string>(Variables, StringComparer.Ordinal)
        {
            ["APP_ID"] = App.AppId,
            ["APP_CHANNEL_ADDRESS"] = App.ChannelAddress,
            ["APP_PROTOCOL"] = App.Protocol,
            ["DAPR_HTTP_PORT"] = Text(HttpPort),
            ["DAPR_GRPC_PORT"] = Text(GrpcPort),
        };
        if (AppPort is { } port)
            environment["APP_PORT"] = Text(port);
        if (MetricsPort is { } metrics)
            environment["DAPR_METRICS_PORT"] = Text(metrics);
        foreach (var (name, value) in App.Environment)
            environment[name] = value;
        return new AppCommand(App.AppId, App.Command, App.Directory, environment);
    }

    /// <summary>The sidecar of the app.</summary>
    /// <param name="directory">Where relative paths in its component files count from; null: where those of the runtime do.</param>
    public SidecarOptions Sidecar(string? directory) => new()
    {
        WorkingDirectory = directory,
        AppId = App.AppId,
        AppPort = AppPort,
        AppChannelAddress = App.ChannelAddress,
        AppProtocol = App.Protocol,
        HttpPort = HttpPort,
        GrpcPort = GrpcPort,
        MetricsPort = MetricsPort,
        ResourcePaths = App.ResourcesPaths,
        ConfigPaths = App.ConfigFile is { } file ? [file] : [],
        Environment = SidecarEnvironment(),
        HasPlacement = App.Sidecar.HasPlacement,
        AllowedOrigins = App.Sidecar.AllowedOrigins,
        EnableApiLogging = App.Sidecar.EnableApiLogging,
        ReadBufferSize = (int)Math.Clamp(App.Sidecar.ReadBufferBytes, 1024, 1 << 20),
        GracefulShutdown = App.Sidecar.GracefulShutdown,
        AppMaxConcurrency = App.MaxConcurrency ?? 0,
        MaxBodySize = App.MaxBodyBytes is > 0 and var most ? most : new SidecarOptions { AppId = "" }.MaxBodySize,
        AppHealth = App.Health is { } health
            ? new AppHealthOptions
            {
                Enabled = true,
                Path = health.Path,
                Interval = TimeSpan.FromSeconds(health.IntervalSeconds),
                Timeout = TimeSpan.FromMilliseconds(health.TimeoutMilliseconds),
                Threshold = health.Threshold,
            }
            : new AppHealthOptions(),
    };

    /// <summary>Namespace of the sidecar; empty: none.</summary>
    public string Namespace => SidecarEnvironment().GetValueOrDefault("NAMESPACE", "");

    private Dictionary<string, string> SidecarEnvironment()
    {
        var environment = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (System.Collections.DictionaryEntry variable in Environment.GetEnvironmentVariables())
            environment[(string)variable.Key] = (string?)variable.Value ?? "";
        // The app's own too: its tokens, secrets and envRefs are the sidecar's business, though dapr run keeps them from daprd.
        foreach (var (name, value) in Variables.Concat(App.Environment))
            environment[name] = value;
        return environment;
    }

    private static string Text(int port) => port.ToString(CultureInfo.InvariantCulture);
}
