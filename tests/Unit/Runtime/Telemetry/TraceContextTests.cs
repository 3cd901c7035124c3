namespace Fleet.Tests.Unit.Runtime.Telemetry;

/// <summary>Whatever a sidecar does for a call belongs to the call's trace, whether or not spans are recorded.</summary>
public sealed class TraceContextTests
{
    private const string Id = "0af7651916cd43dd8448eb211c80319c";
    private const string Caller = $"00-{Id}-b7ad6b7169203331-01";
    private const string Untraced = "{}";
    private const string Traced = "{ tracing: { samplingRate: '1' } }";

    [Theory]
    [InlineData("/v1.0/invoke/far/method/hello", "/hello")]
    [InlineData("/v1.0/actors/T/1/method/m", "/actors/T/1/method/m")]
    [InlineData("/v1.0/publish/pubsub/orders", "/orders")]
    public async Task Without_tracing_a_context_passes_as_it_came(string path, string called)
    {
        await using var world = await TracedWorld.StartAsync(Untraced);
        using var answer = await world.SendAsync("near", HttpMethod.Post, path, "{}", Caller, "k=v");

        var call = await world.CalledAsync(called);

        Assert.Equal(Caller, call.TraceParent);
    }

    [Theory]
    [InlineData("/v1.0/invoke/far/method/hello", "/hello")]
    [InlineData("/v1.0/actors/T/1/method/m", "/actors/T/1/method/m")]
    [InlineData("/v1.0/publish/pubsub/orders", "/orders")]
    public async Task With_tracing_the_trace_goes_on_under_a_span_of_the_sidecar(string path, string called)
    {
        await using var world = await TracedWorld.StartAsync(Traced);
        using var answer = await world.SendAsync("near", HttpMethod.Post, path, "{}", Caller, "k=v");

        var call = await world.CalledAsync(called);

        Assert.Matches($"^00-{Id}-(?!b7ad6b7169203331)[0-9a-f]{{16}}-01$", call.TraceParent);
        Assert.StartsWith($"00-{Id}-", answer.Headers.GetValues("traceparent").Single(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/v1.0/invoke/far/method/hello", "/hello")]
    [InlineData("/v1.0/publish/pubsub/orders", "/orders")]
    public async Task A_call_of_no_trace_leaves_it_to_the_app_to_begin_one(string path, string called)
    {
        await using var world = await TracedWorld.StartAsync(Untraced);
        await world.SendAsync("near", HttpMethod.Post, path, "{}", "00-nonsense-01");

        Assert.Equal("00-00000000000000000000000000000000-0000000000000000-00", (await world.CalledAsync(called)).TraceParent);
    }

    [Fact]
    public async Task An_event_tells_the_trace_of_its_publisher()
    {
        await using var world = await TracedWorld.StartAsync(Traced);
        await world.SendAsync("near", HttpMethod.Post, "/v1.0/publish/pubsub/orders", "{}", Caller, "k=v");

        var call = await world.CalledAsync("/orders");

        Assert.Matches($"\"traceparent\":\"00-{Id}-(?!b7ad6b7169203331)[0-9a-f]{{16}}-01\"", call.Body);
        Assert.Contains("\"tracestate\":\"k=v\"", call.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_trace_reaches_the_server_behind_an_http_binding()
    {
        await using var server = await SpanCollector.StartAsync();
        await using var world = await TracedWorld.StartAsync(
            Untraced,
            $"{{ apiVersion: dapr.io/v1alpha1, kind: Component, metadata: {{ name: out }}, spec: {{ type: bindings.http, version: v1, metadata: [ {{ name: url, value: 'http://{server.Address}/x' }} ] }} }}");
        await world.SendAsync("near", HttpMethod.Post, "/v1.0/bindings/out", """{"operation":"post","data":[]}""", Caller, "k=v");

        Assert.Equal(Caller, server.Headers.TraceParent.ToString());
        Assert.Equal("k=v", server.Headers.TraceState.ToString());
    }

    [Theory]
    [InlineData("timers/t", "/actors/T/1/method/timer/t")]
    [InlineData("reminders/r", "/actors/T/1/method/remind/r")]
    public async Task What_the_runtime_starts_by_itself_begins_a_trace(string schedule, string called)
    {
        await using var world = await TracedWorld.StartAsync(Traced);
        await world.SendAsync("near", HttpMethod.Post, "/v1.0/actors/T/1/" + schedule, """{"dueTime":"10ms"}""");

        Assert.Matches("^00-(?!0{32})[0-9a-f]{32}-[0-9a-f]{16}-01$", (await world.CalledAsync(called)).TraceParent);
    }

    [Fact]
    public async Task Jobs_and_input_bindings_begin_a_trace()
    {
        await using var world = await TracedWorld.StartAsync(Traced);
        await world.SendAsync("far", HttpMethod.Post, "/v1.0-alpha1/jobs/j", """{"dueTime":"10ms","data":{}}""");

        Assert.Matches("^00-(?!0{32})[0-9a-f]{32}-[0-9a-f]{16}-01$", (await world.CalledAsync("/job/j")).TraceParent);
        Assert.Matches("^00-(?!0{32})[0-9a-f]{32}-[0-9a-f]{16}-01$", (await world.CalledAsync("/tick")).TraceParent);
    }
}
