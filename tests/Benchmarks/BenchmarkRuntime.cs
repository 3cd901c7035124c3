using System.Net;
using System.Net.Sockets;
using Fleet.Runtime.Hosting;

namespace Fleet.Tests.Benchmarks;

/// <summary>A runtime in this process behind its real ports, with its data in a folder of its own.</summary>
internal sealed class BenchmarkRuntime : IAsyncDisposable
{
    /// <summary>A component of this name keeps the state of actors.</summary>
    public const string ActorStore = "actorstore";

    private readonly string folder;
    private readonly FleetRuntime runtime;

    private BenchmarkRuntime(string folder, FleetRuntime runtime, int port)
    {
        this.folder = folder;
        this.runtime = runtime;
        Client = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
    }

    /// <summary>Calls the API of the only sidecar.</summary>
    public HttpClient Client { get; }

    /// <summary>The only sidecar.</summary>
    public Sidecar Sidecar => runtime.Sidecars[0];

    /// <summary>Starts it with one sidecar, app id <c>bench</c>.</summary>
    /// <param name="components">Name, type and metadata of each component.</param>
    /// <param name="app">The app; null: none, or the one on <paramref name="appPort"/>.</param>
    /// <param name="cancellationToken">Ends the start.</param>
    /// <param name="appPort">Port of an app behind a real connection; null: none.</param>
    public static async Task<BenchmarkRuntime> StartAsync(
        IEnumerable<(string Name, string Type, string File)> components, HttpMessageHandler? app, CancellationToken cancellationToken, int? appPort = null)
    {
        var folder = Directory.CreateTempSubdirectory("fleet-benchmark-").FullName;
        foreach (var (name, type, file) in components)
            await File.WriteAllTextAsync(Path.Combine(folder, name + ".yaml"), Yaml(name, type, file), cancellationToken);
        var port = FreePort();
        var sidecar = new SidecarOptions { AppId = "bench", HttpPort = port, AppHandler = app, AppPort = appPort, ResourcePaths = [folder] };
        var runtime = await FleetRuntime.StartAsync(new RuntimeOptions { DataDirectory = folder, Strict = true, Sidecars = [sidecar] }, cancellationToken);
        return new BenchmarkRuntime(folder, runtime, port);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await runtime.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    private static string Yaml(string name, string type, string file) => $"""
        apiVersion: dapr.io/v1alpha1
        kind: Component
        metadata:
          name: {name}
        spec:
          type: {type}
          version: v1
        """ + (file.Length == 0 ? "" : $"""

          metadata:
            - name: connectionString
              value: {file}
        """) + (name == ActorStore ? "\n    - name: actorStateStore\n      value: \"true\"\n" : "");

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
