using System.Net.Http.Json;
using Fleet.Runtime.Faults;
using Fleet.Runtime.Testing;
using Microsoft.AspNetCore.Builder;

namespace Fleet.Tests.Unit.Docs;

public sealed class ShopTest
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Order_arrives_though_the_first_delivery_is_lost()
    {
        await using var host = await FleetTestHost.StartAsync(new FleetTestOptions { Time = new VirtualTime(DateTimeOffset.UnixEpoch) }, Cancellation);
        await host.AddAppAsync("shop", Shop, Cancellation);
        using var caller = await host.AddClientAsync("caller", Cancellation);
        await host.ReadyAsync();
        host.Faults.Add(new FaultRule { Kind = FaultKind.Drop, Operation = "deliver", Target = "orders", Times = 1 });

        await caller.PostAsJsonAsync("/v1.0/publish/pubsub/orders", new { id = 1 }, Cancellation);

        await host.UntilAsync(() => host.Inspect.Calls("shop", "/orders").Any(call => call.Status == 200));
    }

    private static WebApplication Shop(WebApplicationBuilder builder)
    {
        var app = builder.Build();
        app.MapGet("/dapr/subscribe", () => new[] { new { pubsubname = "pubsub", topic = "orders", route = "/orders" } });
        app.MapPost("/orders", () => "");
        return app;
    }
}
