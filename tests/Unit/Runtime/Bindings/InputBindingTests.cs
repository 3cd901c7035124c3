using System.Net;
using Fleet.Runtime.Hosting;
using Fleet.Runtime.Testing;
using Fleet.Tests.Unit.Runtime.PubSub;

namespace Fleet.Tests.Unit.Runtime.Bindings;

/// <summary>A cron binding on virtual time: who is asked, who is called, and when it ends.</summary>
public sealed class InputBindingTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("fleet-bindings-").FullName;
    private readonly VirtualTime time = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));
    private readonly RecordingApp app = new();

    [Fact]
    public async Task An_event_comes_at_every_time_of_the_schedule()
    {
        await using var runtime = await StartAsync("0 0 3 * * *");

        await AdvanceAsync(TimeSpan.FromHours(16));
        await app.CameAsync("POST /tick", 1);
        await AdvanceAsync(TimeSpan.FromHours(24));
        await app.CameAsync("POST /tick", 2);

        Assert.Equal(1, app.Count("OPTIONS /tick"));
    }

    [Fact]
    public async Task An_app_that_answers_404_to_OPTIONS_gets_nothing()
    {
        app.Answer = _ => Task.FromResult(HttpStatusCode.NotFound);
        await using var runtime = await StartAsync("@every 1s");

        time.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(1, app.Count("OPTIONS /tick"));
        Assert.Equal(0, app.Count("POST /tick"));
    }

    [Fact]
    public async Task A_slow_app_gets_the_next_event_all_the_same()
    {
        var slow = new TaskCompletionSource<HttpStatusCode>();
        app.Answer = call => call.StartsWith("POST", StringComparison.Ordinal) ? slow.Task : Task.FromResult(HttpStatusCode.OK);
        await using var runtime = await StartAsync("@every 10s");

        await AdvanceAsync(TimeSpan.FromSeconds(10));
        await app.CameAsync("POST /tick", 1);
        await AdvanceAsync(TimeSpan.FromSeconds(10));
        await app.CameAsync("POST /tick", 2);
        slow.SetResult(HttpStatusCode.OK);
    }

    [Fact]
    public async Task An_unhealthy_app_gets_no_events_until_it_is_healthy_again()
    {
        var health = HttpStatusCode.OK;
        app.Answer = call => Task.FromResult(call == "GET /healthz" ? health : HttpStatusCode.OK);
        await using var runtime = await StartAsync("@every 10s", new AppHealthOptions { Enabled = true, Interval = TimeSpan.FromSeconds(3), Threshold = 2 });
        var channel = runtime.Sidecars[0].App!;

        health = HttpStatusCode.InternalServerError;
        await AdvanceUntilAsync(() => !channel.IsHealthy);
        var before = app.Count("POST /tick");
        var probes = app.Count("GET /healthz");
        await AdvanceUntilAsync(() => app.Count("GET /healthz") >= probes + 10);
        Assert.Equal(before, app.Count("POST /tick"));

        health = HttpStatusCode.OK;
        await AdvanceUntilAsync(() => app.Count("POST /tick") > before);
        Assert.True(channel.IsHealthy);
    }

    [Fact]
    public async Task After_the_stop_no_event_comes()
    {
        var runtime = await StartAsync("@every 1s");
        await AdvanceAsync(TimeSpan.FromSeconds(1));
        await app.CameAsync("POST /tick", 1);

        await runtime.DisposeAsync();
        time.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(1, app.Count("POST /tick"));
    }

    public void Dispose()
    {
        app.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private async Task<FleetRuntime> StartAsync(string schedule, AppHealthOptions? health = null)
    {
        await File.WriteAllTextAsync(Path.Combine(folder, "tick.yaml"), $"""
            apiVersion: dapr.io/v1alpha1
            kind: Component
            metadata:
              name: tick
            spec:
              type: bindings.cron
              version: v1
              metadata:
              - name: schedule
                value: "CRON_TZ=UTC {schedule}"
            """);
        var sidecar = new SidecarOptions { AppId = "app-a", AppHandler = app, ResourcePaths = [folder], AppHealth = health ?? new AppHealthOptions() };
        var runtime = await FleetRuntime.StartAsync(new RuntimeOptions { Sidecars = [sidecar], Time = time, Strict = true, DataDirectory = folder }, TestContext.Current.CancellationToken);
        await runtime.Sidecars[0].AppReady();
        return runtime;
    }

    // What waits for the clock must have set its timer before the clock moves.
    private async Task AdvanceAsync(TimeSpan by)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(10), TimeProvider.System);
        while (time.NextDue is null || time.NextDue > time.GetUtcNow() + by)
            await Task.Delay(TimeSpan.FromMilliseconds(2), TimeProvider.System, limit.Token);
        time.Advance(by);
    }

    private async Task AdvanceUntilAsync(Func<bool> condition) =>
        Assert.True(await time.AdvanceUntilAsync(() => Task.FromResult(condition()), TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(10)));
}
