namespace Fleet.Tests.Benchmarks.Processes;

/// <summary>A sidecar in a process of its own, beside an app in this one: the embedded runtime, or the genuine daprd.</summary>
internal sealed class SidecarProcess : IAsyncDisposable
{
    /// <summary>App id of the app.</summary>
    public const string AppId = "bench";

    /// <summary>App id of the one who calls it.</summary>
    private const string CallerId = "bench-caller";

    private readonly string folder;
    private readonly List<ChildProcess> children = [];

    private SidecarProcess(string name, string folder, int port, int callerPort)
    {
        (Name, this.folder) = (name, folder);
        Client = Http(port);
        Caller = Http(callerPort);
        Port = port;
    }

    /// <summary>What rows call it.</summary>
    public string Name { get; }

    /// <summary>HTTP port of the app's sidecar.</summary>
    public int Port { get; }

    /// <summary>Calls the app's sidecar.</summary>
    public HttpClient Client { get; }

    /// <summary>Calls the sidecar of another app.</summary>
    public HttpClient Caller { get; }

    /// <summary>Does <paramref name="measure"/> with the embedded runtime, then with the daprd that <c>DAPRD_PATH</c> names.</summary>
    public static async Task ForEachAsync(
        IReadOnlyList<BenchmarkComponent> components, int? appPort, Func<SidecarProcess, Task> measure, CancellationToken cancellationToken)
    {
        await using (var embedded = await EmbeddedAsync(components, appPort, cancellationToken))
            await measure(embedded);
        if (Environment.GetEnvironmentVariable("DAPRD_PATH") is not { Length: > 0 } daprd)
        {
            Console.WriteLine("(daprd: skipped, DAPRD_PATH names none)");
            return;
        }

        await using var genuine = await DaprdAsync(daprd, components, appPort, cancellationToken);
        await measure(genuine);
    }

    /// <summary>Asks until the answer is yes.</summary>
    public Task UntilAsync(Func<Task<bool>> isTrue, CancellationToken cancellationToken) => children[0].UntilAsync(isTrue, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        Caller.Dispose();
        foreach (var child in children)
            await child.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    /// <summary>A client that goes straight to a port of this machine.</summary>
    public static HttpClient Http(int port) =>
        new(new SocketsHttpHandler { UseProxy = false, ActivityHeadersPropagator = null }) { BaseAddress = new Uri($"http://127.0.0.1:{port}") };

    private static async Task<SidecarProcess> EmbeddedAsync(IReadOnlyList<BenchmarkComponent> components, int? appPort, CancellationToken cancellationToken)
    {
        var sidecar = await CreateAsync("fleet", components, component => component.Type, cancellationToken);
        var app = appPort is null ? "" : $"\n    appPort: {appPort}";
        var runFile = Path.Combine(sidecar.folder, "dapr.yaml");
        await File.WriteAllTextAsync(runFile, $"""
            version: 1
            common:
              resourcesPath: ./resources
            apps:
              - appID: {AppId}
                appDirPath: .
                daprHTTPPort: {sidecar.Port}{app}
              - appID: {CallerId}
                appDirPath: .
                daprHTTPPort: {sidecar.Caller.BaseAddress!.Port}
            """, cancellationToken);
        sidecar.children.Add(ChildProcess.Start("dotnet", sidecar.folder, [Repository.Cli, "run", "-f", runFile, "--data", Path.Combine(sidecar.folder, "data")]));
        await sidecar.UntilReadyAsync(cancellationToken);
        return sidecar;
    }

    private static async Task<SidecarProcess> DaprdAsync(string daprd, IReadOnlyList<BenchmarkComponent> components, int? appPort, CancellationToken cancellationToken)
    {
        var sidecar = await CreateAsync("daprd", components, component => component.DaprType, cancellationToken);
        var services = components.Any(component => component.ForActors) ? DaprServices.Start(daprd, sidecar.folder, sidecar.children) : [];
        sidecar.children.Insert(0, Start(AppId, sidecar.Port, appPort is null ? [] : ["--app-port", $"{appPort}"]));
        sidecar.children.Add(Start(CallerId, sidecar.Caller.BaseAddress!.Port, []));
        await sidecar.UntilReadyAsync(cancellationToken);
        return sidecar;

        ChildProcess Start(string id, int port, string[] more) => ChildProcess.Start(daprd, sidecar.folder,
        [
            "--app-id", id, "--dapr-http-port", $"{port}", "--dapr-grpc-port", $"{Machine.FreePort()}", "--dapr-internal-grpc-port", $"{Machine.FreePort()}",
            "--metrics-port", $"{Machine.FreePort()}", "--resources-path", Path.Combine(sidecar.folder, "resources"), "--log-level", "warn", .. services, .. more,
        ]);
    }

    private static async Task<SidecarProcess> CreateAsync(
        string name, IReadOnlyList<BenchmarkComponent> components, Func<BenchmarkComponent, string> type, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("fleet-benchmark-").FullName;
        var resources = Directory.CreateDirectory(Path.Combine(folder, "resources")).FullName;
        foreach (var component in components)
            await File.WriteAllTextAsync(Path.Combine(resources, component.Name + ".yaml"), component.Yaml(type(component), folder), cancellationToken);
        return new SidecarProcess(name, folder, Machine.FreePort(), Machine.FreePort());
    }

    private Task UntilReadyAsync(CancellationToken cancellationToken) => UntilAsync(
        async () => (await Client.GetAsync("/v1.0/healthz", cancellationToken)).IsSuccessStatusCode, cancellationToken);
}
