using System.Diagnostics;
using Fleet.Tests.Shared;

namespace Fleet.Tests.Conformance.Replay;

/// <summary>Genuine daprd processes, one a sidecar, beside a placement and a scheduler that all scenarios share.</summary>
public sealed class DaprdHost(string daprd, DaprdControlPlane control, string folder) : ISidecarHost
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(8);
    private readonly Dictionary<string, Process> sidecars = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public Task<bool> StartAsync(SidecarSpec spec, CancellationToken cancellationToken)
    {
        sidecars[spec.Key] = DaprProcess.Start(daprd, Arguments(spec), Path.Combine(folder, spec.Key + ".log"), folder, spec.Options.Environment);
        return Task.FromResult(true);
    }

    /// <inheritdoc/>
    public async Task<bool> StopAsync(string key, CancellationToken cancellationToken) =>
        await DaprProcess.EndAsync(sidecars[key], Patience) == 0;

    /// <inheritdoc/>
    public bool HasExited(string key) => sidecars[key].HasExited;

    /// <inheritdoc/>
    public bool EndedWell(string key) => sidecars[key].ExitCode == 0;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() =>
        await Task.WhenAll(sidecars.Values.Select(process => DaprProcess.EndAsync(process, TimeSpan.Zero)));

    private IEnumerable<string> Arguments(SidecarSpec spec)
    {
        var options = spec.Options;
        string[] arguments =
        [
            "--app-id", options.AppId,
            "--dapr-http-port", $"{options.HttpPort}",
            "--dapr-grpc-port", $"{FreePorts.Next()}",
            "--dapr-internal-grpc-port", $"{FreePorts.Next()}",
            "--dapr-listen-addresses", "127.0.0.1",
            "--enable-metrics=false",
            "--resources-path", options.ResourcePaths[0],
            "--config", NameResolution(),
            "--scheduler-host-address", $"127.0.0.1:{control.SchedulerPort}",
        ];
        return
        [
            .. arguments,
            .. options.AppPort is { } port ? (string[])["--app-port", $"{port}", "--app-protocol", "http"] : [],
            .. options.ConfigPaths.SelectMany(path => (string[])["--config", path]),
            .. options.HasPlacement ? (string[])["--placement-host-address", $"127.0.0.1:{control.PlacementPort}"] : [],
            .. spec.Flags,
        ];
    }

    // Multicast is not to be had everywhere; a file that the sidecars of a scenario share is.
    private string NameResolution()
    {
        var path = Path.Combine(folder, "names.yaml");
        File.WriteAllText(path, $"""
            apiVersion: dapr.io/v1alpha1
            kind: Configuration
            metadata:
              name: names
            spec:
              nameResolution:
                component: sqlite
                version: v1
                configuration:
                  connectionString: {folder}/names.db
            """);
        return path;
    }
}
