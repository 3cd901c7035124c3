using System.Net.Http.Json;
using System.Text.Json;
using Fleet.Contracts;
using Fleet.Contracts.VehicleTracking;
using Fleet.Runtime.Faults;
using Fleet.Runtime.Hosting;
using Fleet.Runtime.Testing;
using Fleet.VehicleTracking.Reference;
using Microsoft.Extensions.DependencyInjection;

namespace Fleet.Tests.Services.VehicleTracking;

/// <summary>The service beside its sidecar, on a clock that tests move, with somebody who listens to what it publishes.</summary>
internal sealed class Tracking : IAsyncDisposable
{
    private const string Components = """
        apiVersion: dapr.io/v1alpha1
        kind: Component
        metadata:
          name: vehicle-tracking-store
        spec:
          type: state.sqlite
          version: v1
          metadata:
            - name: connectionString
              value: "{0}"
            - name: actorStateStore
              value: "true"
        scopes: [vehicle-tracking]
        ---
        apiVersion: dapr.io/v1alpha1
        kind: Component
        metadata:
          name: pubsub
        spec:
          type: pubsub.sqlite
          version: v1
          metadata:
            - name: connectionString
              value: "{1}"
        ---
        apiVersion: dapr.io/v1alpha1
        kind: Component
        metadata:
          name: live
        spec:
          type: pubsub.in-memory
          version: v1
          metadata: []
        scopes: [vehicle-tracking]
        ---
        apiVersion: dapr.io/v1alpha1
        kind: Resiliency
        metadata:
          name: fleet
        spec:
          policies:
            timeouts:
              call: 15s
          targets:
            apps:
              vehicle-tracking:
                timeout: call
        """;

    private readonly Stack<HostedApp> instances = new();
    private readonly FleetTestHost host;
    private readonly string resources;

    private Tracking(FleetTestHost host, string resources, VirtualTime time, Listener listener)
    {
        this.host = host;
        this.resources = resources;
        Time = time;
        Listener = listener;
        Client = host.App(AppIds.VehicleTracking).CreateClient();
    }

    public static DateTimeOffset Noon { get; } = new(2026, 5, 1, 12, 0, 0, TimeSpan.Zero);

    public VirtualTime Time { get; }

    public Listener Listener { get; }

    public HttpClient Client { get; private set; }

    /// <summary>The service's own objects.</summary>
    public IServiceProvider Services => host.App(AppIds.VehicleTracking).Services;

    /// <summary>Breaks the way to the sidecar on demand.</summary>
    public FaultBook Faults => host.Faults;

    public static async Task<Tracking> StartAsync(string? data = null, DateTimeOffset? at = null, params (string Name, string Value)[] settings)
    {
        var time = new VirtualTime(at ?? Noon);
        var resources = Directory.CreateTempSubdirectory("tracking-").FullName;
        var components = Components
            .Replace("{0}", Path.Combine(data ?? resources, "tracking.db"), StringComparison.Ordinal)
            .Replace("{1}", Path.Combine(data ?? resources, "pubsub.db"), StringComparison.Ordinal);
        await File.WriteAllTextAsync(Path.Combine(resources, "components.yaml"), components);
        var host = await FleetTestHost.StartAsync(new FleetTestOptions { ResourcePaths = [resources], Time = time, DataDirectory = data });
        var listener = new Listener();
        await host.Runtime.AddAsync([new SidecarOptions { AppId = "listener", ResourcePaths = [resources], AppHandler = listener }], default);
        await host.AddAppAsync<Fleet.VehicleTracking.Shards.TrackingShard>(AppIds.VehicleTracking, web =>
        {
            foreach (var (name, value) in settings) web.UseSetting(name, value);
        });
        // Without its catalogue the service waits for a clock that nobody moves yet. And a broker keeps nothing for who has never subscribed.
        var catalogue = host.App(AppIds.VehicleTracking).Services.GetRequiredService<ReferenceBook>().Loaded;
        await Chain.Answers.Until(() => catalogue.IsCompleted);
        await Chain.Answers.Until(() => host.Runtime.Sidecars.All(sidecar => sidecar.IsAppReady));
        return new Tracking(host, resources, time, listener);
    }

    /// <summary>Something inside the service, to be looked at.</summary>
    public T Service<T>()
        where T : notnull => host.App(AppIds.VehicleTracking).Services.GetRequiredService<T>();

    /// <summary>Starts a gateway before the service, and gives a client of it.</summary>
    public async Task<HttpClient> AddGatewayAsync() => (await host.AddAppAsync<Fleet.Gateway.Forwarding.SidecarChannel>(AppIds.Gateway)).CreateClient();

    /// <summary>Ends the service as a kill does, and starts it again.</summary>
    public async Task Crash()
    {
        host.CrashApp(AppIds.VehicleTracking);
        await host.RestartAppAsync(AppIds.VehicleTracking);
        Client.Dispose();
        Client = host.App(AppIds.VehicleTracking).CreateClient();
    }

    public Task<HttpResponseMessage> Post(string path, object body) => Client.PostAsJsonAsync(path, body, ContractJson.Options);

    public async Task<IngestResult> Accept(string path, params object[] items)
    {
        using var response = await Post(path, items);
        Assert.Equal(System.Net.HttpStatusCode.Accepted, response.StatusCode);
        return (await response.Content.ReadFromJsonAsync<IngestResult>(ContractJson.Options))!;
    }

    public async Task<JsonElement> Get(string path) => await Client.GetFromJsonAsync<JsonElement>(path);

    public async Task<long> Stat(string name) => (await Get("/v1/stats")).GetProperty(name).GetInt64();

    /// <summary>Waits until so many alerts were published.</summary>
    public async Task<bool> Heard(int alerts) => await Time.AdvanceUntilAsync(
        () => Task.FromResult(Listener.Of(Topics.VehicleAlerts).Count >= alerts), TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1));

    /// <summary>Starts another instance of the service and gives a client of it.</summary>
    public async Task<HttpClient> AddInstanceAsync()
    {
        instances.Push(host.App(AppIds.VehicleTracking));
        var added = await host.AddAppAsync<Fleet.VehicleTracking.Shards.TrackingShard>(AppIds.VehicleTracking);
        return added.CreateClient();
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        foreach (var instance in instances) await instance.DisposeAsync();
        await host.DisposeAsync();
        Directory.Delete(resources, recursive: true);
    }
}
