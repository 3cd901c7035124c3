using Fleet.Runtime.Hosting;
using Fleet.Runtime.Testing;
using Fleet.Tests.Unit.Runtime.Hosting;

namespace Fleet.Tests.Unit.Runtime.Middleware;

/// <summary>HTTP middleware before the API of a sidecar, and on the way to the app.</summary>
public sealed class PipelineTests
{
    private static readonly string Alias = Component("alias", "routeralias", ("routes", """'{"/short": "/v1.0/invoke/app-b/method/long", "/cars/{plate}/{n:[0-9]+}": "/v1.0/invoke/app-b/method/car", "/kept": "/v1.0/state/store/k"}'"""));

    [Theory]
    [InlineData("/short", "app-b: GET /long")]
    [InlineData("/short?b=2&a=1%20x", "app-b: GET /long?a=1+x&b=2")]
    [InlineData("/cars/M-AB%201/7?q=1", "app-b: GET /car?n=7&plate=M-AB+1&q=1")]
    public async Task An_alias_leads_to_an_app(string path, string expected)
    {
        await using var world = await FrontWorld.StartAsync(Alias, Pipeline("httpPipeline", "alias", "routeralias"));

        var (status, _, _) = await world.SendAsync(path);

        Assert.Equal(200, status);
        Assert.Equal([expected], world.Calls);
    }

    [Theory]
    [InlineData("/cars/M-AB/x")]
    [InlineData("/short/")]
    [InlineData("/kept")]
    public async Task An_alias_leads_nowhere_else(string path)
    {
        await using var world = await FrontWorld.StartAsync(Alias, Pipeline("httpPipeline", "alias", "routeralias"));

        var (status, body, _) = await world.SendAsync(path);

        Assert.Equal(404, status);
        Assert.Contains("ERR_DIRECT_INVOKE", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_old_form_of_an_alias_works_too()
    {
        await using var world = await FrontWorld.StartAsync(Component("alias", "routeralias", ("/one", "/v1.0/invoke/app-b/method/1"), ("/two", "/v1.0/invoke/app-b/method/2")), Pipeline("httpPipeline", "alias", "routeralias"));

        await world.SendAsync("/two");

        Assert.Equal(["app-b: GET /2"], world.Calls);
    }

    [Theory]
    [InlineData("^/v1.0/invoke/.*", 200)]
    [InlineData("^/only$", 400)]
    [InlineData("[?]kind=car$", 200)]
    public async Task A_router_checker_lets_through_what_matches(string rule, int expected)
    {
        await using var world = await FrontWorld.StartAsync(Component("check", "routerchecker", ("rule", $"'{rule}'")), Pipeline("httpPipeline", "check", "routerchecker"));

        var (status, body, response) = await world.SendAsync("/v1.0/invoke/app-b/method/m?kind=car");

        Assert.Equal(expected, status);
        if (expected == 400)
            Assert.Equal(("invalid router", "text/plain; charset=utf-8"), (body, response.Content.Headers.ContentType!.ToString()));
    }

    [Fact]
    public async Task So_many_requests_a_second_come_through_for_each_path()
    {
        var time = new VirtualTime(DateTimeOffset.UnixEpoch);
        await using var world = await FrontWorld.StartAsync(Component("limit", "ratelimit", ("maxRequestsPerSecond", "2.5")), Pipeline("httpPipeline", "limit", "ratelimit"), time: time);

        var first = await world.SendAsync("/v1.0/invoke/app-b/method/m");
        Assert.Equal(200, first.Status);
        Assert.Equal("2.50", first.Response.Headers.GetValues("X-Rate-Limit-Limit").Single());
        Assert.Equal("1", first.Response.Headers.GetValues("RateLimit-Remaining").Single());
        Assert.Equal(200, (await world.SendAsync("/v1.0/invoke/app-b/method/m")).Status);
        var third = await world.SendAsync("/v1.0/invoke/app-b/method/m");
        Assert.Equal((429, "You have reached maximum request limit."), (third.Status, third.Body));
        Assert.Equal(200, (await world.SendAsync("/v1.0/invoke/app-b/method/other")).Status);

        time.Advance(TimeSpan.FromMilliseconds(400));
        Assert.Equal(200, (await world.SendAsync("/v1.0/invoke/app-b/method/m")).Status);
        Assert.Equal(429, (await world.SendAsync("/v1.0/invoke/app-b/method/m")).Status);
    }

    [Fact]
    public async Task Callers_who_make_up_paths_cannot_fill_the_memory_with_limits()
    {
        const int kept = 10_000;
        var time = new VirtualTime(DateTimeOffset.UnixEpoch);
        await using var world = await FrontWorld.StartAsync(Component("limit", "ratelimit", ("maxRequestsPerSecond", "1")), Pipeline("httpPipeline", "limit", "ratelimit"), time: time);
        await world.SendAsync("/v1.0/metadata");
        for (var i = 1; i < kept; i++)
            await world.SendAsync($"/v1.0/state/nostore/{i}");
        Assert.Equal(429, (await world.SendAsync("/v1.0/metadata")).Status);

        await world.SendAsync("/v1.0/state/nostore/0");

        Assert.Equal(200, (await world.SendAsync("/v1.0/metadata")).Status);
    }

    [Theory]
    [InlineData("httpPipeline", "request", "app-b", "SAY ß É", "app-b heard SAY ß É")]
    [InlineData("httpPipeline", "both", "app-b", "SAY ß É", "APP-B HEARD SAY ß É")]
    [InlineData("httpPipeline", "response", "app-b", "say ß é", "APP-B HEARD SAY ß É")]
    [InlineData("appHttpPipeline", "request", "app-a", "SAY ß É", "app-a heard SAY ß É")]
    [InlineData("appHttpPipeline", "both", "app-a", "SAY ß É", "APP-A HEARD SAY ß É")]
    [InlineData("appHttpPipeline", "both", "app-b", "say ß é", "app-b heard say ß é")]
    public async Task Capitals_show_where_a_pipeline_stands(string pipeline, string direction, string target, string heard, string answered)
    {
        await using var world = await FrontWorld.StartAsync(Component("capitals", "uppercase", ("direction", direction)), Pipeline(pipeline, "capitals", "uppercase"));

        var (_, body, _) = await world.SendAsync($"/v1.0/invoke/{target}/method/m", "POST", "say ß é");

        Assert.Equal(heard, world.Requests.Single().Body);
        Assert.Equal(answered, body);
    }

    [Fact]
    public async Task Handlers_act_in_their_order()
    {
        var resources = Alias + "---\n" + Component("check", "routerchecker", ("rule", "^/short$"));
        await using var first = await FrontWorld.StartAsync(resources, Pipeline("httpPipeline", "check", "routerchecker", "alias", "routeralias"));
        await using var last = await FrontWorld.StartAsync(resources, Pipeline("httpPipeline", "alias", "routeralias", "check", "routerchecker"));

        Assert.Equal(200, (await first.SendAsync("/short")).Status);
        Assert.Equal(400, (await last.SendAsync("/short")).Status);
    }

    [Fact]
    public async Task A_handler_without_a_component_is_left_out_and_told_of()
    {
        await using var world = await FrontWorld.StartAsync(configuration: Pipeline("httpPipeline", "nosuch", "uppercase"));

        var (_, body, _) = await world.SendAsync("/v1.0/invoke/app-b/method/m", "POST", "say");

        Assert.Equal("app-b heard say", body);
        Assert.Contains(world.Lines, line => line.Contains("spec.httpPipeline.handlers[0].name: is 'nosuch'", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("ratelimit", "maxRequestsPerSecond", "0")]
    [InlineData("routerchecker", "rule", "'('")]
    [InlineData("routeralias", "routes", "'[1]'")]
    [InlineData("opa", "rego", "x")]
    [InlineData("sentinel", "appName", "x")]
    [InlineData("wasm", "url", "x")]
    [InlineData("bearer", "issuer", "http://127.0.0.1:1")]
    public async Task What_cannot_act_stops_the_start(string type, string field, string value)
    {
        var failure = await Assert.ThrowsAsync<RuntimeStartException>(() => FrontWorld.StartAsync(Component("broken", type, (field, value))));

        Assert.Contains("broken (middleware.http." + type, failure.Message.Replace("spec.type: is 'middleware", "broken (middleware", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    private static string Component(string name, string type, params (string Name, string Value)[] metadata) =>
        $"apiVersion: dapr.io/v1alpha1\nkind: Component\nmetadata: {{name: {name}}}\nspec:\n  type: middleware.http.{type}\n  version: v1\n  metadata:\n"
        + string.Concat(metadata.Select(item => $"  - name: {item.Name}\n    value: {item.Value}\n"));

    private static string Pipeline(string name, params string[] handlers) =>
        $"  {name}:\n    handlers:\n" + string.Concat(handlers.Chunk(2).Select(handler => $"    - name: {handler[0]}\n      type: middleware.http.{handler[1]}\n"));
}
