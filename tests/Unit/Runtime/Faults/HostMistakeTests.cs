using Fleet.Runtime.Hosting;
using Fleet.Runtime.Testing;
using Microsoft.AspNetCore.Http;

namespace Fleet.Tests.Unit.Runtime.Faults;

/// <summary>What a host says when a test has a mistake.</summary>
public sealed class HostMistakeTests
{
    private const string TypeWithLetterTooMuch = """
        apiVersion: dapr.io/v1alpha1
        kind: Component
        metadata:
          name: statestore
        spec:
          type: state.sqlitee
          version: v1
        """;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task App_that_is_not_there_is_told_with_those_that_are()
    {
        await using var host = await FleetTestHost.StartAsync(cancellationToken: Cancellation);
        await host.AddAppAsync("till", _ => Task.CompletedTask, Cancellation);
        await host.AddAppAsync("shop", _ => Task.CompletedTask, Cancellation);
        using var client = await host.AddClientAsync("caller", Cancellation);

        Assert.StartsWith("there is no app 'nosuch': the host has shop, till", Assert.Throws<ArgumentException>(() => host.CrashApp("nosuch")).Message, StringComparison.Ordinal);
        Assert.Contains("nosuch", (await Assert.ThrowsAsync<ArgumentException>(() => host.RestartAppAsync("nosuch"))).Message, StringComparison.Ordinal);
        Assert.Contains("'caller' is a client", (await Assert.ThrowsAsync<ArgumentException>(() => host.StopSidecarAsync("caller", Cancellation))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Missing_folder_of_resources_fails_the_start()
    {
        var failure = await Assert.ThrowsAsync<RuntimeStartException>(() => FleetTestHost.StartAsync(new FleetTestOptions { ResourcePaths = ["no/such"] }, Cancellation));

        Assert.Equal($"FleetTestOptions.ResourcePaths: there is no folder {Path.GetFullPath("no/such")}", failure.Message);
    }

    [Fact]
    public async Task Mistake_in_the_text_fails_the_start_with_its_line()
    {
        var failure = await Assert.ThrowsAsync<RuntimeStartException>(() => FleetTestHost.StartAsync(new FleetTestOptions { Resources = TypeWithLetterTooMuch }, Cancellation));

        Assert.StartsWith("FleetTestOptions.Resources:6: spec.type: is 'state.sqlitee'", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Mistake_in_a_file_fails_the_start_with_file_and_line()
    {
        var folder = Directory.CreateTempSubdirectory("fleet-mistake-");
        try
        {
            var file = Path.Combine(folder.FullName, "store.yaml");
            await File.WriteAllTextAsync(file, TypeWithLetterTooMuch, Cancellation);

            var failure = await Assert.ThrowsAsync<RuntimeStartException>(() => FleetTestHost.StartAsync(new FleetTestOptions { ResourcePaths = [folder.FullName] }, Cancellation));

            Assert.StartsWith($"FleetTestOptions.ResourcePaths: {file}:6: spec.type", failure.Message, StringComparison.Ordinal);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task Waiting_in_vain_ends_with_a_report()
    {
        var options = new FleetTestOptions { Time = new VirtualTime(DateTimeOffset.UnixEpoch), Resources = Yaml, Patience = TimeSpan.FromMilliseconds(50) };
        await using var host = await FleetTestHost.StartAsync(options, Cancellation);
        await host.AddAppAsync("shop", AnswerAsync, Cancellation);
        using var caller = await host.AddClientAsync("caller", Cancellation);
        await host.UntilAsync(() => host.Runtime.Sidecars.All(sidecar => sidecar.IsAppReady), TimeSpan.FromSeconds(30));
        using var bought = await caller.PostAsync("/v1.0/invoke/shop/method/buy", content: null, Cancellation);
        using var published = await caller.PostAsync("/v1.0/publish/pubsub/orders", new StringContent("1"), Cancellation);
        await host.UntilAsync(() => host.Inspect.Calls("shop", "/orders").Count > 0, TimeSpan.FromSeconds(30));

        var failure = await Assert.ThrowsAsync<TimeoutException>(() => host.UntilAsync(() => host.Inspect.Calls("shop", "/refunds").Count > 0));

        Assert.Contains("""this does not hold: () => host.Inspect.Calls("shop", "/refunds").Count > 0""", failure.Message, StringComparison.Ordinal);
        Assert.Contains("shop POST /buy 500", failure.Message, StringComparison.Ordinal);
        Assert.Contains("shop InvalidOperationException: boom", failure.Message, StringComparison.Ordinal);
        Assert.Contains("pubsub/orders for shop: ", failure.Message, StringComparison.Ordinal);
        Assert.Contains("caller to apps/shop", failure.Message, StringComparison.Ordinal);
        Assert.Contains(": open, ", failure.Message, StringComparison.Ordinal);
    }

    private static Task AnswerAsync(HttpContext http) => http.Request.Path.Value switch
    {
        "/dapr/subscribe" => http.Response.WriteAsync("""[{"pubsubname":"pubsub","topic":"orders","route":"/orders"}]"""),
        "/buy" or "/orders" => throw new InvalidOperationException("boom"),
        _ => Task.CompletedTask,
    };

    private const string Yaml = """
        apiVersion: dapr.io/v1alpha1
        kind: Component
        metadata: {name: pubsub}
        spec: {type: pubsub.sqlite, version: v1, metadata: [{name: connectionString, value: pubsub.db}]}
        ---
        apiVersion: dapr.io/v1alpha1
        kind: Resiliency
        metadata: {name: careful}
        spec:
          policies:
            circuitBreakers:
              fuse: {maxRequests: 1, timeout: 1h, trip: consecutiveFailures > 0}
          targets: {apps: {shop: {circuitBreaker: fuse}}}
        """;
}
