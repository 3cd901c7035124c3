using System.Net.Http.Json;
using Fleet.Runtime.Testing;
using Microsoft.AspNetCore.Http;

namespace Fleet.Tests.Unit.Runtime.Faults;

/// <summary>A host ends, whatever its apps are still waiting for: its clock may have been stopped for good.</summary>
public sealed class HostEndTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly TaskCompletionSource asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly VirtualTime time = new(DateTimeOffset.UnixEpoch);

    [Theory]
    [InlineData("/v1.0/actors/T/1/method/m", "/actors/T/1/method/m")]
    [InlineData("/v1.0/publish/pubsub/orders", "/orders")]
    [InlineData("/v1.0-alpha1/jobs/j", "/job/j")]
    public async Task An_app_that_waits_for_the_virtual_clock_does_not_hold_up_the_end(string call, string path)
    {
        var host = await FleetTestHost.StartAsync(new FleetTestOptions { Time = time }, TestContext.Current.CancellationToken);
        await host.AddAppAsync("shop", http => Answer(http, path), TestContext.Current.CancellationToken);
        using var client = await host.AddClientAsync("caller", TestContext.Current.CancellationToken);
        await host.ReadyAsync();
        using var sidecar = new HttpClient(host.App("shop").ToSidecar, disposeHandler: false) { BaseAddress = client.BaseAddress };
        var called = sidecar.PostAsJsonAsync(call, new { dueTime = "1s", data = 1 }, TestContext.Current.CancellationToken);
        await host.UntilAsync(() => asked.Task.IsCompleted);

        await host.DisposeAsync().AsTask().WaitAsync(Patience, TimeProvider.System, TestContext.Current.CancellationToken);

        await ((Task)called).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
    }

    // It does not look at whether its caller is still there, as many apps do not.
    private async Task Answer(HttpContext http, string path)
    {
        switch (http.Request.Path.Value)
        {
            case "/dapr/config":
                await http.Response.WriteAsJsonAsync(new { entities = new[] { "T" } });
                break;
            case "/dapr/subscribe":
                await http.Response.WriteAsJsonAsync(new[] { new { pubsubname = "pubsub", topic = "orders", route = "/orders" } });
                break;
            case var other when other == path:
                asked.TrySetResult();
                await Task.Delay(TimeSpan.FromDays(1), time);
                break;
        }
    }
}
