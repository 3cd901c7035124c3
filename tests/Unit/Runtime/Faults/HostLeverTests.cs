using System.Net.Http.Json;
using Fleet.Runtime.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Fleet.Tests.Unit.Runtime.Faults;

/// <summary>Looking inside a host, and starting it again.</summary>
public sealed class HostLeverTests
{
    private static readonly object[] Saved = [new { key = "k", value = "v" }];

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Restart_keeps_the_data_or_not(bool keepsData)
    {
        await using var host = await FleetTestHost.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        using var client = await host.AddClientAsync("caller", TestContext.Current.CancellationToken);
        await client.PostAsJsonAsync("/v1.0/state/statestore", Saved, TestContext.Current.CancellationToken);
        Assert.Equal("\"v\"", (await host.Inspect.StateAsync("caller", "statestore"))["caller||k"]);

        await host.RestartAsync(keepsData, TestContext.Current.CancellationToken);

        Assert.Equal(keepsData ? 200 : 204, (int)(await client.GetAsync("/v1.0/state/statestore/k", TestContext.Current.CancellationToken)).StatusCode);
    }

    [Fact]
    public async Task Queue_holds_what_an_app_does_not_take_and_empties_when_it_does()
    {
        var isWell = false;
        await using var host = await FleetTestHost.StartAsync(new FleetTestOptions { Time = new VirtualTime(DateTimeOffset.UnixEpoch) }, TestContext.Current.CancellationToken);
        await host.AddAppAsync("shop", Shop(() => isWell), TestContext.Current.CancellationToken);
        using var client = await host.AddClientAsync("caller", TestContext.Current.CancellationToken);
        await host.ReadyAsync();

        await client.PostAsJsonAsync("/v1.0/publish/pubsub/orders", new { id = 1 }, TestContext.Current.CancellationToken);
        await host.UntilAsync(() => host.Inspect.Calls("shop", "/orders").Count > 1);
        var queue = Assert.Single(await host.Inspect.QueuesAsync());
        Assert.Equal(("pubsub", "orders", "shop"), (queue.PubSub, queue.Topic, queue.Group));
        Assert.True(queue.Waiting + queue.InFlight > 0);
        Assert.All(host.Inspect.Calls("shop", "/orders"), call => Assert.Equal(500, call.Status));

        isWell = true;
        await host.UntilAsync(async () => (await host.Inspect.QueuesAsync())[0] is { Waiting: 0, InFlight: 0 });
        Assert.Equal(200, host.Inspect.Calls("shop", "/orders")[^1].Status);
        Assert.Contains("\"id\":1", Assert.Single(host.Inspect.Published("orders")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Queue_of_a_broker_with_two_names_is_listed_once_under_the_first()
    {
        const string component = "apiVersion: dapr.io/v1alpha1\nkind: Component\nmetadata: {name: NAME}\nspec: {type: pubsub.sqlite, version: v1, metadata: [{name: connectionString, value: q.db}]}\n";
        await using var host = await FleetTestHost.StartAsync(
            new FleetTestOptions { Resources = component.Replace("NAME", "pubsub", StringComparison.Ordinal) + "---\n" + component.Replace("NAME", "same", StringComparison.Ordinal) },
            TestContext.Current.CancellationToken);
        await host.AddAppAsync("shop", Shop(() => true), TestContext.Current.CancellationToken);
        using var client = await host.AddClientAsync("caller", TestContext.Current.CancellationToken);
        await host.ReadyAsync();

        await client.PostAsJsonAsync("/v1.0/publish/same/orders", new { id = 1 }, TestContext.Current.CancellationToken);

        Assert.Equal("pubsub", Assert.Single(await host.Inspect.QueuesAsync()).PubSub);
    }

    [Fact]
    public async Task Sidecar_is_stopped_and_started_beside_its_app()
    {
        await using var host = await FleetTestHost.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        await host.AddAppAsync("shop", http => http.Response.WriteAsync("here"), TestContext.Current.CancellationToken);
        using var client = await host.AddClientAsync("caller", TestContext.Current.CancellationToken);

        await host.StopSidecarAsync("shop", TestContext.Current.CancellationToken);
        Assert.Equal(500, (int)(await client.GetAsync("/v1.0/invoke/shop/method/x", TestContext.Current.CancellationToken)).StatusCode);

        await host.StartSidecarAsync("shop", TestContext.Current.CancellationToken);
        Assert.Equal("here", await client.GetStringAsync("/v1.0/invoke/shop/method/x", TestContext.Current.CancellationToken));
    }

    private static Func<WebApplicationBuilder, WebApplication> Shop(Func<bool> isWell) => builder =>
    {
        var app = builder.Build();
        app.MapGet("/dapr/subscribe", () => new[] { new { pubsubname = "pubsub", topic = "orders", route = "/orders" } });
        app.MapPost("/orders", () => isWell() ? Results.Ok() : Results.StatusCode(500));
        return app;
    };
}
