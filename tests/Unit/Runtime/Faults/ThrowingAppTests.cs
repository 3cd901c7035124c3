using Fleet.Runtime.Testing;
using Fleet.VehicleRegistry.Vehicles;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;

namespace Fleet.Tests.Unit.Runtime.Faults;

/// <summary>An app whose handlers throw answers as it would on a port: 500 without a body.</summary>
public sealed class ThrowingAppTests
{
    private const string RetriesOf503 = """
        apiVersion: dapr.io/v1alpha1
        kind: Resiliency
        metadata: {name: again}
        spec:
          policies:
            retries:
              again: {policy: constant, duration: 1ms, maxRetries: 3, matching: {httpStatusCodes: "503"}}
          targets: {apps: {shop: {retry: again}}}
        """;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(typeof(InvalidOperationException), 500)]
    [InlineData(typeof(HttpRequestException), 500)]
    [InlineData(typeof(OperationCanceledException), 500)]
    [InlineData(typeof(BadHttpRequestException), 400)]
    public async Task What_a_handler_throws_is_its_answer(Type exception, int status)
    {
        await using var host = await FleetTestHost.StartAsync(cancellationToken: Cancellation);
        await host.AddAppAsync("shop", Shop(() => throw (Exception)Activator.CreateInstance(exception, "boom")!), Cancellation);
        using var caller = await host.AddClientAsync("caller", Cancellation);

        using var answer = await caller.GetAsync("/v1.0/invoke/shop/method/buy", Cancellation);

        Assert.Equal((status, ""), ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync(Cancellation)));
        Assert.Equal(status, Assert.Single(host.Inspect.Calls("shop", "/buy")).Status);
        Assert.Equal("boom", Assert.Single(host.Inspect.Failures("shop")).Exception.Message);
    }

    [Fact]
    public async Task Policies_see_the_status()
    {
        var ran = 0;
        await using var host = await FleetTestHost.StartAsync(new FleetTestOptions { Resources = RetriesOf503 }, Cancellation);
        await host.AddAppAsync("shop", Shop(() => throw new InvalidOperationException($"boom {++ran}")), Cancellation);
        using var caller = await host.AddClientAsync("caller", Cancellation);

        using var answer = await caller.GetAsync("/v1.0/invoke/shop/method/buy", Cancellation);

        Assert.Equal((500, 1), ((int)answer.StatusCode, ran));
    }

    [Fact]
    public async Task Program_that_throws_answers_500()
    {
        await using var host = await FleetTestHost.StartAsync(cancellationToken: Cancellation);
        await host.AddAppAsync<VehicleDirectory>("vehicle-registry", web => web.ConfigureTestServices(services => services.AddSingleton<IStartupFilter, Boom>()), Cancellation);
        using var client = host.App("vehicle-registry").CreateClient();

        using var answer = await client.GetAsync("/boom", Cancellation);

        Assert.Equal((500, ""), ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync(Cancellation)));
    }

    [Fact]
    public async Task Connection_that_the_app_aborts_is_a_broken_one()
    {
        await using var host = await FleetTestHost.StartAsync(cancellationToken: Cancellation);
        var shop = await host.AddAppAsync("shop", http => { http.Abort(); return Task.CompletedTask; }, Cancellation);
        using var caller = await host.AddClientAsync("caller", Cancellation);
        using var direct = shop.CreateClient();

        using var answer = await caller.GetAsync("/v1.0/invoke/shop/method/buy", Cancellation);

        Assert.Contains("ERR_DIRECT_INVOKE", await answer.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
        Assert.All(host.Inspect.Calls("shop", "/buy"), call => Assert.Equal(0, call.Status));
        await Assert.ThrowsAsync<HttpRequestException>(() => direct.GetAsync("/buy", Cancellation));
    }

    [Fact]
    public async Task Answer_that_had_begun_is_broken_off()
    {
        await using var host = await FleetTestHost.StartAsync(cancellationToken: Cancellation);
        var shop = await host.AddAppAsync("shop", async http =>
        {
            await http.Response.WriteAsync("half", Cancellation);
            throw new InvalidOperationException("boom");
        }, Cancellation);
        using var direct = shop.CreateClient();

        await Assert.ThrowsAsync<HttpRequestException>(() => direct.GetAsync("/buy", Cancellation));
    }

    private static Func<WebApplicationBuilder, WebApplication> Shop(Func<string> buy) => builder =>
    {
        var app = builder.Build();
        app.MapGet("/buy", buy);
        return app;
    };

    private sealed class Boom : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.Map("/boom", boom => boom.Run(_ => throw new InvalidOperationException("boom")));
            next(app);
        };
    }
}
