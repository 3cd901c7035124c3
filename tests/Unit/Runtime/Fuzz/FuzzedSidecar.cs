using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Fleet.Runtime.Hosting;
using Fleet.Tests.Unit.Runtime.PubSub;

namespace Fleet.Tests.Unit.Runtime.Fuzz;

/// <summary>An app and its sidecar on real ports, with a component of every kind, and what must hold whatever is sent to it.</summary>
internal sealed partial class FuzzedSidecar : IAsyncDisposable
{
    private readonly string folder;
    private readonly FuzzRun run;
    private int writes;

    private FuzzedSidecar(FuzzRun run, string folder, RawApp app, FleetRuntime runtime) => (this.run, this.folder, App, Runtime) = (run, folder, app, runtime);

    public RawApp App { get; }

    public FleetRuntime Runtime { get; }

    public Sidecar Sidecar => Runtime.Sidecars[0];

    private int Port => Sidecar.Options.HttpPort!.Value;

    /// <summary>Starts; <paramref name="what"/> tells of a start that fails.</summary>
    public static async Task<FuzzedSidecar> StartAsync(FuzzRun run, Func<string, byte[]> answer, string what = "", bool inMemory = false)
    {
        var folder = Directory.CreateTempSubdirectory("fleet-fuzz-").FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, "all.yaml"), inMemory ? Components.Replace(".sqlite", ".in-memory", StringComparison.Ordinal) : Components);
        await File.WriteAllTextAsync(Path.Combine(folder, "secrets.json"), """{"k":"secret"}""");
        var app = new RawApp(answer);
        var options = new SidecarOptions { AppId = "app", AppPort = app.Port, HttpPort = FreePort(), ResourcePaths = [folder], MaxBodySize = 256 * 1024 };
        var runtime = await FleetRuntime.StartAsync(new RuntimeOptions { Sidecars = [options], DataDirectory = folder, SchedulerDatabase = inMemory ? null : Path.Combine(folder, "scheduler.db") }, CancellationToken.None);
        try
        {
            await runtime.Sidecars[0].AppReady();
        }
        catch (OperationCanceledException)
        {
            Assert.Fail($"{run}: the sidecar never serves the app\n{Shortened(what)}");
        }

        return new FuzzedSidecar(run, folder, app, runtime);
    }

    /// <summary>Sends a request as it is and checks the answer; <paramref name="what"/> tells of it when it is wrong.</summary>
    public async Task<RawAnswer> CheckAsync(byte[] request, string what, bool ends = false)
    {
        var answer = await RawHttp.SendAsync(Port, request, ends);
        var told = $"{run}\n{what}\n{Shortened(Encoding.Latin1.GetString(request))}\n=>\n{answer.Head}\n{Shortened(answer.Body)}";
        Assert.False(answer.Body.Contains("ERR_INTERNAL", StringComparison.Ordinal), "a fault of the runtime itself\n" + told);
        Assert.False(StackTrace().IsMatch(answer.Body), "a stack trace\n" + told);
        Assert.False(InnerName().IsMatch(answer.Body), "a name of the program's own types\n" + told);
        Assert.False(answer.Head.Contains("x-injected", StringComparison.OrdinalIgnoreCase), "a header of the caller's making\n" + told);
        if (answer.Status >= 500 && !IsBare(request, answer))
            Assert.True(ErrorCode(answer.Body) is { Length: > 0 }, "an error without a code\n" + told);
        return answer;
    }

    /// <summary>Calls it when the answer does not matter: it may come from the app. That there is one, or an end, is checked.</summary>
    public Task SendAsync(string method, string path, string body) =>
        RawHttp.SendAsync(Port, RawHttp.Request(method, path, ["Content-Type: application/json"], Encoding.UTF8.GetBytes(body)));

    /// <summary>It is well, writes and reads, and no header was smuggled to the app.</summary>
    public async Task IsStillWellAsync(string after)
    {
        var health = await CheckAsync(RawHttp.Request("GET", "/v1.0/healthz", [], []), after);
        Assert.True(health.Status == 204, $"{run}: not well after {after}: {health}");
        var value = $"\"{++writes}\"";
        await CheckAsync(RawHttp.Request("POST", "/v1.0/state/sqlite", [], Encoding.UTF8.GetBytes($$"""[{"key":"well","value":{{value}}}]""")), after);
        var read = await CheckAsync(RawHttp.Request("GET", "/v1.0/state/sqlite/well", [], []), after);
        Assert.True(read.Body == value, $"{run}: does not keep state after {after}: {read}");
        Assert.DoesNotContain(App.Heads, head => head.Contains("\nx-injected", StringComparison.OrdinalIgnoreCase));
        App.Heads.Clear();
    }

    public async ValueTask DisposeAsync()
    {
        await Runtime.DisposeAsync();
        await App.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    // Answers to HEAD have no body, and what is not HTTP/1 comes to no endpoint.
    private static bool IsBare(byte[] request, RawAnswer answer) => request.AsSpan().StartsWith("HEAD "u8) || answer.Status == 505;

    private static string? ErrorCode(string body)
    {
        try
        {
            return (JsonNode.Parse(body) as JsonObject)?["errorCode"]?.GetValue<string>();
        }
        catch (Exception wrong) when (wrong is System.Text.Json.JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static string Shortened(string text) => text.Length < 1500 ? text : $"{text[..1000]} ... {text[^300..]} ({text.Length})";

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }

    [GeneratedRegex(@"\n\s+at \w+\.|\sat (System|Fleet|Microsoft)\.\w+", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 2000)]
    private static partial Regex StackTrace();

    [GeneratedRegex(@"\b(System|Fleet\.Runtime|Microsoft)\.[A-Z]\w+\.?\w*", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 2000)]
    private static partial Regex InnerName();

    private const string Components = """
        apiVersion: dapr.io/v1alpha1
        kind: Component
        metadata: { name: memory }
        spec: { type: state.in-memory, version: v1 }
        ---
        apiVersion: dapr.io/v1alpha1
        kind: Component
        metadata: { name: sqlite }
        spec:
          type: state.sqlite
          version: v1
          metadata: [ { name: connectionString, value: state.db }, { name: actorStateStore, value: "true" } ]
        ---
        apiVersion: dapr.io/v1alpha1
        kind: Component
        metadata: { name: volatile }
        spec: { type: pubsub.in-memory, version: v1 }
        ---
        apiVersion: dapr.io/v1alpha1
        kind: Component
        metadata: { name: durable }
        spec:
          type: pubsub.sqlite
          version: v1
          metadata: [ { name: connectionString, value: queues.db } ]
        ---
        apiVersion: dapr.io/v1alpha1
        kind: Component
        metadata: { name: files }
        spec:
          type: bindings.localstorage
          version: v1
          metadata: [ { name: rootPath, value: files } ]
        ---
        apiVersion: dapr.io/v1alpha1
        kind: Component
        metadata: { name: web }
        spec:
          type: bindings.http
          version: v1
          metadata: [ { name: url, value: "http://127.0.0.1:1" } ]
        ---
        apiVersion: dapr.io/v1alpha1
        kind: Component
        metadata: { name: mail }
        spec:
          type: bindings.smtp
          version: v1
          metadata: [ { name: host, value: 127.0.0.1 }, { name: port, value: "1" } ]
        ---
        apiVersion: dapr.io/v1alpha1
        kind: Component
        metadata: { name: secrets }
        spec:
          type: secretstores.local.file
          version: v1
          metadata: [ { name: secretsFile, value: secrets.json } ]
        """;
}
