using Fleet.Runtime.Testing;
using Microsoft.AspNetCore.Builder;

namespace Fleet.Tests.Unit.Docs;

public sealed class SidecarClientTests
{
    [Fact]
    public async Task Own_client_of_an_app_finds_its_sidecar()
    {
        await using var host = await FleetTestHost.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        await host.AddAppAsync("till", _ => Task.CompletedTask, TestContext.Current.CancellationToken);
        var shop = await host.AddAppAsync("shop", Shop, TestContext.Current.CancellationToken);
        using var client = shop.CreateClient();

        await client.PostAsync("/sell", content: null, TestContext.Current.CancellationToken);

        Assert.Equal(200, Assert.Single(host.Inspect.Calls("till", "/pay")).Status);
    }

    private static WebApplication Shop(WebApplicationBuilder builder)
    {
        builder.Services.AddSidecarClient();
        var app = builder.Build();
        app.MapPost("/sell", (IHttpClientFactory clients) => clients.CreateClient("sidecar").PostAsync("/v1.0/invoke/till/method/pay", content: null));
        return app;
    }
}
