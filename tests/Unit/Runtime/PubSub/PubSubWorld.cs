using System.Text;
using Fleet.Runtime.Hosting;
using Fleet.Runtime.Testing;

namespace Fleet.Tests.Unit.Runtime.PubSub;

/// <summary>One app and its sidecar with a <c>pubsub.in-memory</c>, in process.</summary>
internal sealed class PubSubWorld : IAsyncDisposable
{
    public const string OrdersToOrders = """[{"pubsubname":"pubsub","topic":"orders","route":"/orders"}]""";

    private readonly string folder;
    private readonly InProcessFront front;
    private readonly HttpClient client;

    private PubSubWorld(string folder, FleetRuntime runtime, InProcessFront front, Sidecar sidecar)
    {
        this.folder = folder;
        this.front = front;
        Runtime = runtime;
        Sidecar = sidecar;
        client = new HttpClient(front.HandlerOf(sidecar)) { BaseAddress = new Uri("http://localhost") };
    }

    public FleetRuntime Runtime { get; }

    public Sidecar Sidecar { get; }

    public static async Task<PubSubWorld> StartAsync(HttpMessageHandler app, string extraYaml = "", bool isDurable = false, TimeProvider? time = null, AppHealthOptions? health = null)
    {
        var folder = Directory.CreateTempSubdirectory("fleet-pubsub-").FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, "pubsub.yaml"), Component + (isDurable ? InFile : InMemory));
        await File.WriteAllTextAsync(Path.Combine(folder, "more.yaml"), extraYaml);
        var options = new SidecarOptions { AppId = "app-a", AppHandler = app, ResourcePaths = [folder], AppHealth = health ?? new AppHealthOptions() };
        var runtime = await FleetRuntime.StartAsync(new RuntimeOptions { Sidecars = [options], DataDirectory = folder, Time = time ?? TimeProvider.System }, CancellationToken.None);
        var world = new PubSubWorld(folder, runtime, await InProcessFront.OpenAsync(runtime), runtime.Sidecars[0]);
        await world.Sidecar.AppReady();
        return world;
    }

    public async Task<int> PublishAsync(string body, string query = "", string contentType = "application/json", string topic = "orders") =>
        await SendAsync("/v1.0/publish/pubsub/" + topic + query, Encoding.UTF8.GetBytes(body), contentType);

    public async Task<int> SendAsync(string path, byte[] body, string contentType)
    {
        using var content = new ByteArrayContent(body);
        content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        using var response = await client.PostAsync(new Uri(path, UriKind.Relative), content);
        return (int)response.StatusCode;
    }

    public async ValueTask DisposeAsync()
    {
        await Runtime.DisposeAsync();
        client.Dispose();
        await front.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    private const string Component = """
        apiVersion: dapr.io/v1alpha1
        kind: Component
        metadata:
          name: pubsub
        spec:

        """;

    private const string InMemory = """
          type: pubsub.in-memory
          version: v1
        """;

    private const string InFile = """
          type: pubsub.sqlite
          version: v1
          metadata:
          - name: connectionString
            value: pubsub.db
        """;
}

internal static class SidecarReadiness
{
    /// <summary>Waits until the sidecar has told its blocks that the app is there.</summary>
    public static async Task AppReady(this Sidecar sidecar)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(10), TimeProvider.System);
        while (!sidecar.IsAppReady)
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, limit.Token);
    }
}
