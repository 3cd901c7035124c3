using System.Diagnostics;
using System.Net.Sockets;
using Fleet.Tests.Shared;

namespace Fleet.Tests.Conformance.Replay;

/// <summary>Placement and scheduler, found beside daprd; scenarios are kept apart by namespace.</summary>
public sealed class DaprdControlPlane : IAsyncDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("fleet-daprd-").FullName;
    private readonly List<Process> processes = [];

    /// <summary>Port of the placement service.</summary>
    public int PlacementPort { get; } = FreePorts.Next();

    /// <summary>Port of the scheduler.</summary>
    public int SchedulerPort { get; } = FreePorts.Next();

    /// <summary>Starts both from the folder of <paramref name="daprd"/>.</summary>
    public async Task StartAsync(string daprd)
    {
        var programs = Path.GetDirectoryName(Path.GetFullPath(daprd))!;
        var (raft, etcdClient, etcdPeer) = (FreePorts.Next(), FreePorts.Next(), FreePorts.Next());
        Start(Path.Combine(programs, "placement"), "placement", PlacementPort, ["--initial-cluster", $"dapr-placement-0=127.0.0.1:{raft}"]);
        Start(Path.Combine(programs, "scheduler"), "scheduler", SchedulerPort,
        [
            "--etcd-client-port", $"{etcdClient}",
            "--etcd-initial-cluster", $"dapr-scheduler-server-0=http://127.0.0.1:{etcdPeer}",
            "--override-broadcast-host-port", $"127.0.0.1:{SchedulerPort}",
            "--etcd-data-dir", Path.Combine(folder, "etcd"),
        ]);
        await ListensAsync(PlacementPort);
        await ListensAsync(SchedulerPort);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(processes.Select(process => DaprProcess.EndAsync(process, TimeSpan.FromSeconds(1))));
        Directory.Delete(folder, recursive: true);
    }

    private void Start(string program, string name, int port, string[] further)
    {
        string[] arguments =
        [
            "--port", $"{port}",
            "--listen-address", "127.0.0.1",
            "--healthz-listen-address", "127.0.0.1",
            "--healthz-port", $"{FreePorts.Next()}",
            "--metrics-listen-address", "127.0.0.1",
            "--metrics-port", $"{FreePorts.Next()}",
            .. further,
        ];
        processes.Add(DaprProcess.Start(program, arguments, Path.Combine(folder, name + ".log"), folder, new Dictionary<string, string>()));
    }

    private static async Task ListensAsync(int port)
    {
        while (true)
        {
            using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
            try
            {
                await socket.ConnectAsync("127.0.0.1", port, TestContext.Current.CancellationToken);
                return;
            }
            catch (SocketException)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, TestContext.Current.CancellationToken);
            }
        }
    }
}
