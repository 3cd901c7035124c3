namespace Fleet.Cli.RunFiles;

/// <summary>Makes an app of its section: merges <c>common</c>, takes Dapr's defaults, checks paths and ports.</summary>
internal sealed class RunFileResolver(RunFileSection common, Action<int, string, string> fail)
{
    private static readonly string[] PortFields = ["appPort", "daprHTTPPort", "daprGRPCPort", "metricsPort"];

    private readonly Dictionary<int, string> ports = [];

    /// <summary>Whether the <c>.dapr</c> folder of an app's directory counts.</summary>
    public bool LooksInDirectory { get; init; } = true;

    public RunFileApp? Resolve(RunFileSection app, string directory)
    {
        CheckDirectory(app, directory);
        CheckPorts(app);
        var id = AppId(app, directory);
        var environment = new Dictionary<string, string>(common.Map("env"), StringComparer.Ordinal);
        foreach (var (key, value) in app.Map("env"))
            environment[key] = value;
        return new RunFileApp(
            app.Line,
            id,
            directory,
            app.Texts("command"),
            new AppPorts(app.Port("appPort"), app.Port("daprHTTPPort"), app.Port("daprGRPCPort"), app.Port("metricsPort")),
            Protocol(app),
            app.Text("appChannelAddress") ?? "127.0.0.1",
            Resources(app, directory),
            Config(app, directory),
            environment,
            Destination(Shared(app, "appLogDestination")),
            Health(app),
            (app.Whole("appMaxConcurrency") ?? common.Whole("appMaxConcurrency")) is > 0 and var most ? most : null,
            Size(app, "maxBodySize") ?? Size(app, "daprMaxBodySize") ?? Mebibytes(app))
        {
            Sidecar = Sidecar(app),
        };
    }

    private SidecarSettings Sidecar(RunFileSection app)
    {
        var defaults = new SidecarSettings();
        return new SidecarSettings
        {
            HasPlacement = !(app.IsEmpty("placementHostAddress") ?? common.IsEmpty("placementHostAddress") ?? false)
                && !(app.Flag("noPlacement") ?? common.Flag("noPlacement") ?? false),
            AllowedOrigins = Shared(app, "allowedOrigins") ?? defaults.AllowedOrigins,
            LogLevel = Shared(app, "logLevel") ?? defaults.LogLevel,
            LogDestination = Shared(app, "daprdLogDestination") is { } destination ? Destination(destination) : defaults.LogDestination,
            EnableApiLogging = (app.Flag("enableApiLogging") ?? common.Flag("enableApiLogging")) is true ? true : null,
            GracefulShutdown = Number(app, "daprGracefulShutdownSeconds") is > 0 and var seconds ? TimeSpan.FromSeconds(seconds) : defaults.GracefulShutdown,
            EnableMetrics = app.Flag("enableMetrics") ?? common.Flag("enableMetrics") ?? true,
            ReadBufferBytes = Size(app, "readBufferSize")
                ?? ((long?)(Number(app, "daprHTTPReadBufferSize") ?? Number(app, "daprHttpReadBufferSize")) << 10)
                ?? defaults.ReadBufferBytes,
        };
    }

    private string? Shared(RunFileSection app, string field) => app.Text(field) ?? common.Text(field);

    private void CheckDirectory(RunFileSection app, string directory)
    {
        if (app.Text("appDirPath") is null)
            fail(app.Line, $"{app.Name}.appDirPath", "is missing");
        else if (!Directory.Exists(directory))
            fail(app.LineOf("appDirPath"), $"{app.Name}.appDirPath", $"there is no directory {directory}");
    }

    // A name with dots is that of an app in another namespace.
    private string AppId(RunFileSection app, string directory)
    {
        var id = app.Text("appID") ?? Path.GetFileName(directory);
        if (id.Contains('.', StringComparison.Ordinal))
            fail(app.LineOf("appID"), $"{app.Name}.appID", $"'{id}' cannot contain dots");
        return id;
    }

    private void CheckPorts(RunFileSection app)
    {
        foreach (var field in PortFields)
        {
            var here = $"{app.Name}.{field}";
            if (app.Port(field) is { } port && !ports.TryAdd(port, here))
                fail(app.LineOf(field), here, $"port {port} is {ports[port]} already");
        }
    }

    private string Protocol(RunFileSection app)
    {
        var protocol = (Shared(app, "appProtocol") ?? "http").ToLowerInvariant();
        var tls = app.Flag("appSSL") ?? common.Flag("appSSL") ?? false;
        return tls && protocol == "http" ? "https" : protocol;
    }

    // The app's own paths, then its .dapr folder, then the common paths, then what `dapr init` made.
    private IReadOnlyList<string> Resources(RunFileSection app, string directory)
    {
        var local = Path.Combine(directory, ".dapr", "resources");
        var home = Path.Combine(DaprHome, "components");
        if (app.ResourcesPaths() is { Count: > 0 } own)
            return Existing(app, own);
        if (LooksInDirectory && Directory.Exists(local))
            return [local];
        return common.ResourcesPaths() is { Count: > 0 } shared ? Existing(common, shared) : Directory.Exists(home) ? [home] : [];
    }

    private IReadOnlyList<string> Existing(RunFileSection section, IReadOnlyList<string> paths)
    {
        foreach (var path in paths.Where(path => !Directory.Exists(path) && !File.Exists(path)))
            fail(section.LineOf("resourcesPaths"), $"{section.Name}.resourcesPaths", $"there is no {path}");
        return paths;
    }

    private string? Config(RunFileSection app, string directory)
    {
        var local = Path.Combine(directory, ".dapr", "config.yaml");
        var home = Path.Combine(DaprHome, "config.yaml");
        if (app.Path("configFilePath") is { } own)
            return ExistingFile(app, own);
        if (LooksInDirectory && File.Exists(local))
            return local;
        return common.Path("configFilePath") is { } shared ? ExistingFile(common, shared) : File.Exists(home) ? home : null;
    }

    private string ExistingFile(RunFileSection section, string path)
    {
        if (!File.Exists(path))
            fail(section.LineOf("configFilePath"), $"{section.Name}.configFilePath", $"there is no file {path}");
        return path;
    }

    private AppHealthCheck? Health(RunFileSection app) =>
        app.Flag("enableAppHealthCheck") ?? common.Flag("enableAppHealthCheck") ?? false
            ? new AppHealthCheck(
                Shared(app, "appHealthCheckPath") ?? "/healthz",
                Number(app, "appHealthProbeInterval") ?? 5,
                Number(app, "appHealthProbeTimeout") ?? 500,
                Number(app, "appHealthThreshold") ?? 3)
            : null;

    private int? Number(RunFileSection app, string field) => app.Whole(field) ?? common.Whole(field);

    private long? Size(RunFileSection app, string field) => app.Bytes(field) ?? common.Bytes(field);

    private long? Mebibytes(RunFileSection app) =>
        (Number(app, "daprHTTPMaxRequestSize") ?? Number(app, "daprHttpMaxRequestSize")) is > 0 and var size ? (long)size << 20 : null;

    private static LogDestination Destination(string? text) => text switch
    {
        "file" => LogDestination.File,
        "console" => LogDestination.Console,
        _ => LogDestination.FileAndConsole,
    };

    internal static string DaprHome => Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".dapr");
}
