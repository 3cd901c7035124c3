using System.Text.Json.Serialization;
using Fleet.Cli.Processes;

namespace Fleet.Cli.Registry;

/// <summary>One run as other commands find it.</summary>
/// <param name="Cli">The process that plays its sidecars.</param>
/// <param name="StartedAt">When it started.</param>
/// <param name="RunFile">Absolute path of its run file; null for a single app.</param>
/// <param name="RunName">Name that the run file gives itself.</param>
/// <param name="Key">What another run shows that carries a call to one of its apps.</param>
/// <param name="Apps">Its apps.</param>
public sealed record RunEntry(ProcessIdentity Cli, DateTimeOffset StartedAt, string? RunFile, string? RunName, string Key, IReadOnlyList<AppEntry> Apps)
{
    /// <summary>Absolute path of its data folder.</summary>
    public string? Data { get; init; }

    /// <summary>Control endpoint, which takes faults; null: they are not allowed.</summary>
    public Uri? Control { get; init; }
}

/// <summary>One app of a run.</summary>
/// <param name="AppId">App id.</param>
/// <param name="Namespace">Its namespace; apps of one namespace find each other.</param>
/// <param name="HttpPort">Port of its sidecar's HTTP API.</param>
/// <param name="GrpcPort">Port of its sidecar's gRPC API.</param>
/// <param name="AppPort">Port the app listens on; 0 when it does not.</param>
/// <param name="AppPid">Process of the app; 0 when there is none.</param>
/// <param name="Command">Command of the app.</param>
/// <param name="MetricsEnabled">Whether its sidecar serves metrics.</param>
/// <param name="MaxBodyBytes">Largest request body.</param>
/// <param name="ReadBufferBytes">Largest head of a request.</param>
/// <param name="AppLog">File of the app's output; null when there is none.</param>
/// <param name="SidecarLog">File of the sidecar's log; null when there is none.</param>
public sealed record AppEntry(
    string AppId,
    string Namespace,
    int HttpPort,
    int GrpcPort,
    int AppPort,
    int AppPid,
    string Command,
    bool MetricsEnabled,
    long MaxBodyBytes,
    long ReadBufferBytes,
    string? AppLog,
    string? SidecarLog);

/// <summary>Reads and writes entries without reflection, which would cost every start some milliseconds.</summary>
[JsonSerializable(typeof(RunEntry))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
internal sealed partial class RunEntryJson : JsonSerializerContext;
