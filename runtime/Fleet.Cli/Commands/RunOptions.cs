using System.CommandLine;
using Fleet.Cli.RunFiles;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Fleet.Cli.Commands;

/// <summary>An option of <c>run</c> and the field of a run file that says the same.</summary>
/// <param name="Option">The option.</param>
/// <param name="Field">The field.</param>
internal sealed record RunOption(Option Option, string Field)
{
    /// <summary>It is taken and changes nothing.</summary>
    public bool IsIdle => RunFileSchema.Idle.Contains(Field);

    /// <summary>What the person gave, as the value of the field; null when the option was not given.</summary>
    public YamlNode? ValueIn(ParseResult parsed) => parsed.GetResult(Option) is not { Implicit: false } ? null : Option switch
    {
        Option<string[]> texts => new YamlSequenceNode(Split(parsed.GetValue(texts)).Select(text => new YamlScalarNode(text))),
        Option<bool?> flag => new YamlScalarNode(parsed.GetValue(flag) == false ? "false" : "true"),
        Option<string?> text => new YamlScalarNode(parsed.GetValue(text)) { Style = ScalarStyle.DoubleQuoted },
        _ => null,
    };

    private static IEnumerable<string> Split(string[]? texts) => (texts ?? []).SelectMany(text => text.Split(',', StringSplitOptions.RemoveEmptyEntries));
}

/// <summary>The options of <c>dapr run</c> for a single app.</summary>
internal static class RunOptions
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<RunOption> All { get; } =
    [
        Text("appID", "Id of the app; without one it gets a name", "--app-id", "-a"),
        Text("appPort", "Port the app listens on", "--app-port", "-p"),
        Text("appProtocol", "http, https or h2c", "--app-protocol", "-P"),
        Text("appChannelAddress", "Host the app listens on", "--app-channel-address"),
        Flag("appSSL", "The app speaks TLS; --app-protocol https says it better", "--app-ssl"),
        Text("daprHTTPPort", "Port of the sidecar's HTTP API", "--dapr-http-port", "-H"),
        Text("daprGRPCPort", "Handed to the app as DAPR_GRPC_PORT; it is not opened, the embedded runtime speaks HTTP only", "--dapr-grpc-port", "-G"),
        Text("metricsPort", "Port of the sidecar's metrics", "--metrics-port", "-M"),
        Flag("enableMetrics", "Whether there are metrics (default: true)", "--enable-metrics"),
        new(new Option<string[]>("--resources-path") { Description = "Folder of resource files; may come several times, or with commas" }, "resourcesPaths"),
        Text("resourcesPath", "Older name of --resources-path", "--components-path", "-d"),
        Text("configFilePath", "Configuration file", "--config", "-c"),
        Text("logLevel", "debug, info, warn, error, fatal or panic", "--log-level"),
        Text("appMaxConcurrency", "Calls at a time into the app", "--app-max-concurrency"),
        Flag("enableAppHealthCheck", "Ask the app whether it is well", "--enable-app-health-check"),
        Text("appHealthCheckPath", "Path that is asked (default: /healthz)", "--app-health-check-path"),
        Text("appHealthProbeInterval", "Seconds between two questions (default: 5)", "--app-health-probe-interval"),
        Text("appHealthProbeTimeout", "Milliseconds for an answer (default: 500)", "--app-health-probe-timeout"),
        Text("appHealthThreshold", "Failures in a row that count (default: 3)", "--app-health-threshold"),
        Text("maxBodySize", "Largest request body, e.g. 4Mi", "--max-body-size"),
        Text("daprHTTPMaxRequestSize", "Older form of --max-body-size, in MB", "--dapr-http-max-request-size"),
        Text("readBufferSize", "Largest head of a request, e.g. 4Ki", "--read-buffer-size"),
        Text("daprHTTPReadBufferSize", "Older form of --read-buffer-size, in KB", "--dapr-http-read-buffer-size"),
        Text("placementHostAddress", "An empty text turns actors off; any other changes nothing", "--placement-host-address"),
        Flag("enableApiLogging", "Log each call of the API", "--enable-api-logging"),
        Text("allowedOrigins", "Origins that CORS lets in (default: *)", "--allowed-origins"),
        Idle(Text("schedulerHostAddress", "Changes nothing", "--scheduler-host-address")),
        Idle(Text("daprInternalGRPCPort", "Changes nothing", "--dapr-internal-grpc-port", "-I")),
        Idle(Text("apiListenAddresses", "Changes nothing", "--dapr-listen-addresses")),
        Idle(Flag("enableProfiling", "Changes nothing", "--enable-profiling")),
        Idle(Text("profilePort", "Changes nothing", "--profile-port")),
        Idle(Text("unixDomainSocket", "Changes nothing: there are ports in any case", "--unix-domain-socket", "-u")),
    ];

    private static RunOption Text(string field, string description, params string[] names) => new(DaprOptions.Text(description, names), field);

    private static RunOption Flag(string field, string description, params string[] names) => new(DaprOptions.Flag(description, names), field);

    private static RunOption Idle(RunOption option)
    {
        option.Option.Hidden = true;
        return option;
    }
}
