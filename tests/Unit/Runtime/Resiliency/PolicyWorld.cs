using Fleet.Runtime.Components;
using Fleet.Runtime.Hosting;
using Fleet.Runtime.Testing;
using Fleet.Tests.Unit.Runtime.PubSub;

namespace Fleet.Tests.Unit.Runtime.Resiliency;

/// <summary>A caller's sidecar under a Resiliency, and apps for it to call, on a virtual clock and without a port.</summary>
internal sealed class PolicyWorld : IAsyncDisposable
{
    private readonly InProcessFront front;

    private PolicyWorld(string folder, VirtualTime time, FleetRuntime runtime, InProcessFront front, ReportLog log) =>
        (Folder, Time, Runtime, this.front, Log) = (folder, time, runtime, front, log);

    public string Folder { get; }

    public VirtualTime Time { get; }

    public FleetRuntime Runtime { get; }

    public ReportLog Log { get; }

    public Sidecar Caller => Runtime.Sidecars[0];

    /// <summary>Starts <c>caller</c> with a Resiliency <c>r</c> of the given <c>spec</c> in <c>r.yaml</c>.</summary>
    public static async Task<PolicyWorld> StartAsync(string resiliencySpec, string more = "", ComponentRegistry? components = null, HttpMessageHandler? app = null)
    {
        var folder = Directory.CreateTempSubdirectory("fleet-policies-").FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, "r.yaml"), Resiliency("r", resiliencySpec));
        await File.WriteAllTextAsync(Path.Combine(folder, "more.yaml"), more);
        var time = new VirtualTime(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
        var log = new ReportLog();
        var caller = new SidecarOptions { AppId = "caller", ResourcePaths = [folder], AppHandler = app };
        var runtime = await FleetRuntime.StartAsync(
            new RuntimeOptions { Sidecars = [caller], Time = time, DataDirectory = folder, Components = components, Logs = log },
            TestContext.Current.CancellationToken);
        var world = new PolicyWorld(folder, time, runtime, await InProcessFront.OpenAsync(runtime), log);
        await world.Caller.AppReady();
        return world;
    }

    /// <summary>A Resiliency document.</summary>
    public static string Resiliency(string name, string spec) =>
        $"apiVersion: dapr.io/v1alpha1\nkind: Resiliency\nmetadata:\n  name: {name}\nspec:\n{Indent(spec)}";

    /// <summary>Writes a file into the resource folder.</summary>
    public void Write(string name, string text) => File.WriteAllText(Path.Combine(Folder, name), text);

    public async Task<Sidecar> AddAsync(string appId, HttpMessageHandler app)
    {
        var sidecar = (await Runtime.AddAsync([new SidecarOptions { AppId = appId, AppHandler = app }], TestContext.Current.CancellationToken))[0];
        await sidecar.AppReady();
        return sidecar;
    }

    /// <summary>Sends a request to the caller's sidecar while the clock moves on as far as it must; gives the status.</summary>
    public async Task<int> SendAsync(string path, HttpMethod? method = null, string? body = null, double stepSeconds = 0.2)
    {
        using var client = new HttpClient(front.HandlerOf(Caller)) { BaseAddress = new Uri("http://localhost") };
        using var request = new HttpRequestMessage(method ?? HttpMethod.Get, path) { Content = body is null ? null : new StringContent(body) };
        var answer = client.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.True(await Time.AdvanceUntilAsync(() => Task.FromResult(answer.IsCompleted), TimeSpan.FromSeconds(stepSeconds), TimeSpan.FromHours(2)));
        using var response = await answer;
        return (int)response.StatusCode;
    }

    /// <summary>Body of the answer of the caller's sidecar.</summary>
    public async Task<string> GetAsync(string path)
    {
        using var client = new HttpClient(front.HandlerOf(Caller)) { BaseAddress = new Uri("http://localhost") };
        return await client.GetStringAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await Runtime.DisposeAsync();
        await front.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }

    private static string Indent(string text) => string.Join('\n', text.Split('\n').Select(line => "  " + line)) + "\n";
}
