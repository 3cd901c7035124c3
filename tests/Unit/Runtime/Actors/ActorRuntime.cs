using System.Net.Http.Json;
using Fleet.Runtime.Hosting;
using Fleet.Runtime.Testing;
using Fleet.Tests.Shared;

namespace Fleet.Tests.Unit.Runtime.Actors;

/// <summary>A runtime on a virtual clock, with sidecars that are called without a port.</summary>
internal sealed class ActorRuntime : IAsyncDisposable
{
    private readonly FleetRuntime runtime;
    private readonly InProcessFront front;

    private ActorRuntime(VirtualTime time, FleetRuntime runtime, InProcessFront front) => (Time, this.runtime, this.front) = (time, runtime, front);

    public VirtualTime Time { get; }

    public static async Task<ActorRuntime> StartAsync(VirtualTime? clock = null, string? schedulerDatabase = null)
    {
        var time = clock ?? new VirtualTime(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
        var options = new RuntimeOptions { Time = time, SchedulerDatabase = schedulerDatabase };
        var runtime = await FleetRuntime.StartAsync(options, TestContext.Current.CancellationToken);
        return new ActorRuntime(time, runtime, await InProcessFront.OpenAsync(runtime));
    }

    /// <summary>Adds a sidecar, with an app that is ready or without one.</summary>
    public async Task<Sidecar> AddAsync(string appId, HttpMessageHandler? app, bool probesHealth = false)
    {
        var options = new SidecarOptions { AppId = appId, AppHandler = app, AppHealth = new AppHealthOptions { Enabled = probesHealth } };
        var sidecar = (await runtime.AddAsync([options], TestContext.Current.CancellationToken))[0];
        await Waiting.UntilAsync(() => sidecar.IsAppReady);
        return sidecar;
    }

    public Task StopAsync(Sidecar sidecar) => runtime.StopAsync(sidecar, TestContext.Current.CancellationToken);

    /// <summary>Calls an actor's method through a sidecar.</summary>
    public async Task<int> CallAsync(Sidecar via, string id, string method, CancellationToken cancellationToken = default) =>
        (int)(await Client(via).PutAsJsonAsync($"/v1.0/actors/T/{id}/method/{method}", new { }, cancellationToken)).StatusCode;

    public HttpClient Client(Sidecar via) => new(front.HandlerOf(via)) { BaseAddress = new Uri("http://localhost") };

    public async ValueTask DisposeAsync()
    {
        await runtime.DisposeAsync();
        await front.DisposeAsync();
    }
}
