using System.Text;
using Fleet.Runtime.Hosting;
using Fleet.Runtime.Testing;
using Fleet.Tests.Shared;

namespace Fleet.Tests.Unit.Runtime.Telemetry;

/// <summary>Two apps, <c>near</c> and <c>far</c>, beside their sidecars, with a store, a broker, secrets and bindings.</summary>
public sealed class TracedWorld : IAsyncDisposable
{
    private const string Resources = """
        { apiVersion: dapr.io/v1alpha1, kind: Component, metadata: { name: store }, spec: { type: state.in-memory, version: v1, metadata: [ { name: actorStateStore, value: "true" } ] } }
        ---
        { apiVersion: dapr.io/v1alpha1, kind: Component, metadata: { name: pubsub }, spec: { type: pubsub.in-memory, version: v1 } }
        ---
        { apiVersion: dapr.io/v1alpha1, kind: Component, metadata: { name: env }, spec: { type: secretstores.local.env, version: v1 } }
        ---
        { apiVersion: dapr.io/v1alpha1, kind: Component, metadata: { name: tick }, spec: { type: bindings.cron, version: v1, metadata: [ { name: schedule, value: "@every 1s" }, { name: direction, value: input } ] }, scopes: [ far ] }
        ---
        { apiVersion: dapr.io/v1alpha1, kind: Component, metadata: { name: broken }, spec: { type: state.sqlite, version: v1, ignoreErrors: true, metadata: [ { name: connectionString, value: /nowhere/at/all.db } ] } }
        """;

    private readonly string folder;
    private readonly InProcessFront front;

    private TracedWorld(string folder, FleetRuntime runtime, InProcessFront front, TracedApp near, TracedApp far)
    {
        (this.folder, this.front, Runtime, Near, Far) = (folder, front, runtime, near, far);
    }

    public FleetRuntime Runtime { get; }

    public TracedApp Near { get; }

    public TracedApp Far { get; }

    /// <summary>The sidecar of an app.</summary>
    public Sidecar this[string appId] => Runtime.Sidecars.Single(sidecar => sidecar.AppId == appId);

    /// <summary>Starts them; ready when this returns.</summary>
    /// <param name="spec">What the Configuration says, as YAML's flow form; empty: nothing.</param>
    /// <param name="resources">Further resources.</param>
    /// <param name="environment">Environment of the sidecars.</param>
    /// <param name="metricsPort">Port of near's metrics.</param>
    /// <param name="time">The clock; null: the system's.</param>
    public static async Task<TracedWorld> StartAsync(string spec = "{}", string resources = "", Dictionary<string, string>? environment = null, int? metricsPort = null, TimeProvider? time = null)
    {
        var folder = Directory.CreateTempSubdirectory("fleet-traced-").FullName;
        var config = Path.Combine(folder, "config.yaml");
        await File.WriteAllTextAsync(config, $"{{ apiVersion: dapr.io/v1alpha1, kind: Configuration, metadata: {{ name: c }}, spec: {spec} }}");
        var components = Directory.CreateDirectory(Path.Combine(folder, "resources")).FullName;
        await File.WriteAllTextAsync(Path.Combine(components, "all.yaml"), resources.Length > 0 ? $"{Resources}\n---\n{resources}" : Resources);
        var (near, far) = (new TracedApp(), new TracedApp());
        SidecarOptions Options(string appId, TracedApp app) => new()
        {
            AppId = appId,
            AppHandler = app,
            ConfigPaths = [config],
            ResourcePaths = [components],
            Environment = environment ?? [],
        };
        var runtime = await FleetRuntime.StartAsync(
            new RuntimeOptions { Time = time ?? TimeProvider.System, DataDirectory = folder, Sidecars = [Options("near", near) with { MetricsPort = metricsPort }, Options("far", far)] },
            TestContext.Current.CancellationToken);
        var world = new TracedWorld(folder, runtime, await InProcessFront.OpenAsync(runtime), near, far);
        await world.ReadyAsync();
        return world;
    }

    /// <summary>Sends a call to an app's sidecar.</summary>
    public async Task<HttpResponseMessage> SendAsync(string appId, HttpMethod method, string path, string? body = null, string? traceParent = null, string? traceState = null)
    {
        using var client = new HttpMessageInvoker(front.HandlerOf(this[appId]));
        using var request = new HttpRequestMessage(method, new Uri("http://localhost" + path));
        if (body is not null)
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        if (traceParent is not null)
            request.Headers.TryAddWithoutValidation("traceparent", traceParent);
        if (traceState is not null)
            request.Headers.TryAddWithoutValidation("tracestate", traceState);
        return await client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await front.DisposeAsync();
        await Runtime.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    private async Task ReadyAsync()
    {
        await Waiting.UntilAsync(() => Runtime.Sidecars.All(sidecar => sidecar.IsAppReady));
    }
}
