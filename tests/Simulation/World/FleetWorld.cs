using Fleet.Contracts;
using Fleet.FineCollection.Fines;
using Fleet.Gateway.Forwarding;
using Fleet.Notification.Recipients;
using Fleet.Runtime.Components;
using Fleet.Runtime.Faults;
using Fleet.Runtime.Hosting;
using Fleet.Runtime.Inspection;
using Fleet.Runtime.Testing;
using Fleet.VehicleRegistry.Vehicles;
using Fleet.VehicleTracking.Shards;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Fleet.Tests.Simulation.World;

/// <summary>What is outside and outlives a crash: the clock, the mail server, who listens, what goes wrong.</summary>
internal sealed record Outside(TimeProvider Time, Mailbox Mailbox, EventLog Events, FaultBook Faults)
{
    /// <summary>The services of a world, in the order of their start.</summary>
    public IReadOnlyList<string> Apps { get; init; } = FleetWorld.AppIdsOfAll;

    /// <summary>Settings of the services beside their own.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);
}

/// <summary>The runtime and services in this process, on the data of a folder, until they die.</summary>
internal sealed class FleetWorld : IAsyncDisposable
{
    private readonly CancellationTokenSource died;
    private readonly string data;
    private readonly FleetTestHost host;
    private readonly Outside outside;

    private FleetWorld(string data, FleetTestHost host, Outside outside, CancellationTokenSource died) =>
        (this.data, this.host, this.outside, this.died) = (data, host, outside, died);

    /// <summary>The services' app ids.</summary>
    public static IReadOnlyList<string> AppIdsOfAll { get; } =
        [AppIds.VehicleRegistry, AppIds.VehicleTracking, AppIds.FineCollection, AppIds.Notification, AppIds.Gateway];

    /// <summary>Cancelled when the world has died.</summary>
    public CancellationToken Died => died.Token;

    /// <summary>The door for clients.</summary>
    public HttpClient Gateway => Client(AppIds.Gateway);

    /// <summary>Who publishes violations where there is no vehicle-tracking: a sidecar of that name alone.</summary>
    public HttpClient? Publisher { get; private set; }

    /// <summary>Queues of the broker.</summary>
    public Task<IReadOnlyList<QueueStatus>> Queues() => host.Inspect.QueuesAsync();

    /// <summary>Calls a service past the gateway.</summary>
    public HttpClient Client(string appId) => host.App(appId).CreateClient();

    public static async Task<FleetWorld> Start(string data, string resources, Outside outside)
    {
        var died = new CancellationTokenSource();
        var host = await FleetTestHost.StartAsync(new FleetTestOptions
        {
            ResourcePaths = [resources],
            Time = outside.Time,
            Faults = outside.Faults,
            DataDirectory = data,
            Components = ComponentTypes.CreateRegistry().Add(MailboxBinding.Type(outside.Mailbox, died.Token)),
            Logs = Quiet.Logs,
        });
        await host.Runtime.AddAsync([new SidecarOptions { AppId = EventLog.AppId, ResourcePaths = [resources], AppHandler = outside.Events.AppOf(died.Token) }], default);
        var world = new FleetWorld(data, host, outside, died);
        foreach (var appId in outside.Apps) await world.Add(appId);
        if (!outside.Apps.Contains(AppIds.VehicleTracking)) world.Publisher = await host.AddClientAsync(AppIds.VehicleTracking);
        return world;
    }

    /// <summary>
    /// Dies at one moment. What was committed until then lies in <paramref name="next"/>; nothing that happens in here later
    /// reaches anybody.
    /// </summary>
    public void Kill(string next)
    {
        using var still = new StandingStill(data);
        still.CopyTo(next);
        died.Cancel();
        foreach (var appId in outside.Apps)
        {
            host.App(appId).ToApp.Cut();
            host.App(appId).ToSidecar.Cut();
        }
    }

    public void CrashApp(string appId) => host.CrashApp(appId);

    public async Task<HostedApp> RestartApp(string appId)
    {
        await host.RestartAppAsync(appId);
        return host.App(appId);
    }

    public async ValueTask DisposeAsync()
    {
        await host.DisposeAsync();
        Publisher?.Dispose();
        died.Dispose();
    }

    private Task<HostedApp> Add(string appId) => appId switch
    {
        AppIds.VehicleTracking => host.AddAppAsync<TrackingShard>(appId, Configure),
        AppIds.FineCollection => host.AddAppAsync<FineActor>(appId, Configure),
        AppIds.Notification => host.AddAppAsync<RecipientActor>(appId, Configure),
        AppIds.VehicleRegistry => host.AddAppAsync<VehicleDirectory>(appId, Configure),
        _ => host.AddAppAsync<ForwarderOptions>(appId, web => Quiet.To(web).ConfigureTestServices(ThroughItsSidecar)),
    };

    private void Configure(IWebHostBuilder web)
    {
        Quiet.Host(web);
        foreach (var (name, value) in outside.Settings) web.UseSetting(name, value);
    }

    private static void ThroughItsSidecar(IServiceCollection services) => services.AddSingleton(provider => SidecarChannel.From(
        provider.GetRequiredService<IConfiguration>(), provider.GetRequiredKeyedService<HttpMessageHandler>("dapr")));
}
