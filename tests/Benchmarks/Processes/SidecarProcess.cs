namespace Fleet.Tests.Benchmarks.Processes;

/// <summary>A sidecar in a process of its own, beside an app in this one: the embedded runtime, or the genuine daprd.</summary>
internal sealed class SidecarProcess : IAsyncDisposable
{
    /// <summary>App id of the app.</summary>
    public const string AppId = "bench";

    private readonly string folder;
    private readonly List<ChildProcess> sidecars = [];
    private readonly List<ChildProcess> services = [];

    private SidecarProcess(string name, string folder, int callers, int? port)
    {
        this.folder = folder;
        Figures = new SidecarFigures(name);
        Port = port ?? Machine.FreePort();
        Client = Http(Port);
        Callers = [.. Enumerable.Range(0, callers).Select(_ => Http(Machine.FreePort()))];
    }

    /// <summary>Its rows.</summary>
    public SidecarFigures Figures { get; }

    /// <summary>HTTP port of the app's sidecar.</summary>
    public int Port { get; }

    /// <summary>Calls the app's sidecar.</summary>
    public HttpClient Client { get; }

    /// <summary>Each calls the sidecar of another app.</summary>
    public IReadOnlyList<HttpClient> Callers { get; }

    /// <summary>Calls the sidecar of another app.</summary>
    public HttpClient Caller => Callers[0];

    /// <summary>
    /// Does <paramref name="measure"/> with the embedded runtime, then with the daprd that <c>DAPRD_PATH</c> names, and compares. An app that has to know
    /// its sidecar before that runs gives it a port.
    /// </summary>
    public static async Task ForEachAsync(
        IReadOnlyList<BenchmarkComponent> components, int? appPort, Func<SidecarProcess, Task> measure, CancellationToken cancellationToken, int callers = 1, int? port = null)
    {
        SidecarFigures ours;
        await using (var embedded = await EmbeddedAsync(components, appPort, callers, port, cancellationToken))
        {
            await measure(embedded);
            ours = embedded.Figures;
        }

        if (Environment.GetEnvironmentVariable("DAPRD_PATH") is not { Length: > 0 } daprd)
        {
            Console.WriteLine("(daprd: skipped, DAPRD_PATH names none)");
            return;
        }

        await using var genuine = await DaprdAsync(daprd, components, appPort, callers, port, cancellationToken);
        await measure(genuine);
        ours.Compare(genuine.Figures);
    }

    /// <summary>Resident memory of the sidecars, MiB; that of placement and scheduler is not counted.</summary>
    public double ResidentMib() => sidecars.Sum(child => Machine.ResidentMib(child.Id).Values.Sum());

    /// <summary>Asks until the answer is yes.</summary>
    public Task UntilAsync(Func<Task<bool>> isTrue, CancellationToken cancellationToken) => sidecars[0].UntilAsync(isTrue, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        foreach (var client in Callers.Prepend(Client))
            client.Dispose();
        foreach (var child in sidecars.Concat(services))
            await child.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    /// <summary>A client that goes straight to a port of this machine.</summary>
    public static HttpClient Http(int port) =>
        new(new SocketsHttpHandler { UseProxy = false, ActivityHeadersPropagator = null }) { BaseAddress = new Uri($"http://127.0.0.1:{port}") };

    private static async Task<SidecarProcess> EmbeddedAsync(
        IReadOnlyList<BenchmarkComponent> components, int? appPort, int callers, int? port, CancellationToken cancellationToken)
    {
        var sidecar = await CreateAsync("fleet", components, component => component.Type, callers, port, cancellationToken);
        var runFile = Path.Combine(sidecar.folder, "dapr.yaml");
        await File.WriteAllTextAsync(runFile, $"""
            version: 1
            common:
              resourcesPath: ./resources
            apps:
            {App(AppId, sidecar.Port)}{(appPort is null ? "" : $"\n    appPort: {appPort}")}
            {string.Join('\n', sidecar.Apart().Select(caller => App(caller.Id, caller.Port)))}
            """, cancellationToken);
        sidecar.sidecars.Add(ChildProcess.Start("dotnet", sidecar.folder, [Repository.Cli, "run", "-f", runFile, "--data", Path.Combine(sidecar.folder, "data")]));
        await sidecar.UntilReadyAsync(cancellationToken);
        return sidecar;

        static string App(string id, int port) => $"  - appID: {id}\n    appDirPath: .\n    daprHTTPPort: {port}";
    }

    private static async Task<SidecarProcess> DaprdAsync(
        string daprd, IReadOnlyList<BenchmarkComponent> components, int? appPort, int callers, int? port, CancellationToken cancellationToken)
    {
        var sidecar = await CreateAsync("daprd", components, component => component.DaprType, callers, port, cancellationToken);
        var services = components.Any(component => component.ForActors) ? DaprServices.Start(daprd, sidecar.folder, sidecar.services) : [];
        Start(AppId, sidecar.Port, appPort is null ? [] : ["--app-port", $"{appPort}"]);
        foreach (var (id, callerPort) in sidecar.Apart())
            Start(id, callerPort, []);
        await sidecar.UntilReadyAsync(cancellationToken);
        return sidecar;

        void Start(string id, int httpPort, string[] more) => sidecar.sidecars.Add(ChildProcess.Start(daprd, sidecar.folder,
        [
            "--app-id", id, "--dapr-http-port", $"{httpPort}", "--dapr-grpc-port", $"{Machine.FreePort()}", "--dapr-internal-grpc-port", $"{Machine.FreePort()}",
            "--metrics-port", $"{Machine.FreePort()}", "--resources-path", Path.Combine(sidecar.folder, "resources"), "--log-level", "warn", .. services, .. more,
        ]));
    }

    private static async Task<SidecarProcess> CreateAsync(
        string name, IReadOnlyList<BenchmarkComponent> components, Func<BenchmarkComponent, string> type, int callers, int? port, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("fleet-benchmark-").FullName;
        var resources = Directory.CreateDirectory(Path.Combine(folder, "resources")).FullName;
        foreach (var component in components)
            await File.WriteAllTextAsync(Path.Combine(resources, component.Name + ".yaml"), component.Yaml(type(component), folder), cancellationToken);
        return new SidecarProcess(name, folder, callers, port);
    }

    private IEnumerable<(string Id, int Port)> Apart() => Callers.Select((caller, index) => ($"{AppId}-caller-{index}", caller.BaseAddress!.Port));

    private Task UntilReadyAsync(CancellationToken cancellationToken) => UntilAsync(
        async () =>
        {
            foreach (var client in Callers.Prepend(Client))
            {
                if (!(await client.GetAsync("/v1.0/healthz", cancellationToken)).IsSuccessStatusCode)
                    return false;
            }

            return true;
        },
        cancellationToken);
}
