using System.Net;
using System.Text.Json.Nodes;
using Fleet.Tests.Shared;
using Fleet.Tests.Unit.Runtime.Hosting;

namespace Fleet.Tests.Unit.Runtime.Configuration;

public sealed class ConfigurationApiTests : IDisposable
{
    private readonly string file = Path.GetTempFileName();

    private string Store => $$"""
        apiVersion: dapr.io/v1alpha1
        kind: Component
        metadata: {name: items}
        spec:
          type: configuration.file
          version: v1
          metadata:
          - {name: path, value: "{{file}}"}
          - {name: pollInterval, value: 5ms}
        """;

    [Fact]
    public async Task Items_are_read_with_what_they_have()
    {
        await File.WriteAllTextAsync(file, """{"a": "1", "b": {"value": "2", "version": "7", "metadata": {"unit": "s"}}}""", TestContext.Current.CancellationToken);
        await using var world = await FrontWorld.StartAsync(Store);

        Assert.Equal("""{"a":{"value":"1"}}""", (await world.SendAsync("/v1.0/configuration/items?key=a&key=none")).Body);
        Assert.Equal("""{"a":{"value":"1"},"b":{"value":"2","version":"7","metadata":{"unit":"s"}}}""", (await world.SendAsync("/v1.0-alpha1/configuration/items")).Body);
        Assert.Equal(204, (await world.SendAsync("/v1.0/configuration/items?key=none")).Status);
        Assert.Contains("ERR_CONFIGURATION_STORE_NOT_FOUND", (await world.SendAsync("/v1.0/configuration/other")).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_app_is_told_of_changes_until_it_unsubscribes()
    {
        await File.WriteAllTextAsync(file, "a: 1", TestContext.Current.CancellationToken);
        await using var world = await FrontWorld.StartAsync(Store);
        var id = (string)JsonNode.Parse((await world.SendAsync("/v1.0/configuration/items/subscribe?key=a")).Body)!["id"]!;

        await File.WriteAllTextAsync(file, "a: 2", TestContext.Current.CancellationToken);
        await Waiting.UntilAsync(() => !world.Requests.IsEmpty);

        var (request, body) = world.Requests.First();
        Assert.Equal("/configuration/items/a", request.RequestUri!.AbsolutePath);
        Assert.Equal("{\"id\":\"" + id + "\",\"items\":{\"a\":{\"value\":\"2\"}}}", body);
        Assert.Equal("""{"ok":true}""", (await world.SendAsync($"/v1.0/configuration/items/{id}/unsubscribe")).Body);
        var (status, text, _) = await world.SendAsync($"/v1.0/configuration/items/{id}/unsubscribe");
        Assert.Equal(500, status);
        Assert.Equal(["message"], JsonNode.Parse(text)!.AsObject().Select(member => member.Key));
    }

    [Fact]
    public async Task An_app_may_unsubscribe_while_it_is_being_told()
    {
        await File.WriteAllTextAsync(file, "a: 1", TestContext.Current.CancellationToken);
        var (id, answer) = ("", new TaskCompletionSource<string>());
        FrontWorld world = null!;
        await using var running = world = await StartAsync(async _ => answer.SetResult((await world.SendAsync($"/v1.0/configuration/items/{id}/unsubscribe")).Body));
        id = (string)JsonNode.Parse((await world.SendAsync("/v1.0/configuration/items/subscribe?key=a")).Body)!["id"]!;

        await File.WriteAllTextAsync(file, "a: 2", TestContext.Current.CancellationToken);

        Assert.Equal("""{"ok":true}""", await answer.Task.WaitAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_sidecar_ends_also_when_its_app_never_answers()
    {
        await File.WriteAllTextAsync(file, "a: 1", TestContext.Current.CancellationToken);
        var (told, brokenOff) = (new TaskCompletionSource(), false);
        var world = await StartAsync(async cancellationToken =>
        {
            told.SetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            brokenOff = true;
        });
        await world.SendAsync("/v1.0/configuration/items/subscribe?key=a");
        await File.WriteAllTextAsync(file, "a: 2", TestContext.Current.CancellationToken);
        await told.Task.WaitAsync(TestContext.Current.CancellationToken);

        await world.DisposeAsync();

        Assert.True(brokenOff);
    }

    public void Dispose() => File.Delete(file);

    private Task<FrontWorld> StartAsync(Func<CancellationToken, Task> told) =>
        FrontWorld.StartAsync(Store, change: options => options.AppId == "app-a" ? options with { AppHandler = new App(told) } : options);

    private sealed class App(Func<CancellationToken, Task> told) : HttpMessageHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (!request.RequestUri!.AbsolutePath.StartsWith("/configuration/", StringComparison.Ordinal))
                return new HttpResponseMessage(HttpStatusCode.NotFound);
            await told(cancellationToken);
            return new HttpResponseMessage(HttpStatusCode.OK);
        }
    }
}
