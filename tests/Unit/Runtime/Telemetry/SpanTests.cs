using System.Net;
using System.Net.Sockets;
using Fleet.Runtime.Testing;

namespace Fleet.Tests.Unit.Runtime.Telemetry;

/// <summary>Spans as collectors get them.</summary>
public sealed class SpanTests
{
    private const string Id = "0af7651916cd43dd8448eb211c80319c";
    private const string Caller = $"00-{Id}-b7ad6b7169203331-01";

    [Fact]
    public async Task A_call_from_app_to_app_is_two_spans_of_one_trace()
    {
        var spans = await CollectAsync(
            address => $"{{ tracing: {{ samplingRate: '1', otel: {{ endpointAddress: '{address}', protocol: http, isSecure: false, headers: 'x-key=secret' }} }} }}",
            world => world.SendAsync("near", HttpMethod.Post, "/v1.0/invoke/far/method/hello", "{}", Caller),
            headers => Assert.Equal("secret", headers["x-key"]));

        var near = spans.Single(span => span is { Service: "near", Name: "CallLocal/far/hello" });
        var far = spans.Single(span => span is { Service: "far", Name: "CallLocal/far/hello" });
        Assert.Equal((Id, "b7ad6b7169203331"), (near.Trace, near.Parent));
        Assert.Equal((Id, near.Id), (far.Trace, far.Parent));
    }

    [Fact]
    public async Task A_published_event_is_in_the_trace_up_to_its_delivery()
    {
        var spans = await CollectAsync(
            address => $"{{ tracing: {{ samplingRate: '1', otel: {{ endpointAddress: '{address}', protocol: http, isSecure: false }} }} }}",
            async world =>
            {
                await world.SendAsync("near", HttpMethod.Post, "/v1.0/publish/pubsub/orders", "{}", Caller);
                await world.CalledAsync("/orders");
            });

        var published = spans.Single(span => span.Name == "/v1.0/publish/pubsub/orders");
        Assert.All(spans.Where(span => span.Name == "pubsub/orders"), span => Assert.Equal((Id, published.Id), (span.Trace, span.Parent)));
        Assert.Contains(spans, span => span.Name == "pubsub/orders");
    }

    [Fact]
    public async Task Who_watches_a_sidecar_leaves_no_span()
    {
        var spans = await CollectAsync(
            address => $"{{ tracing: {{ samplingRate: '1', otel: {{ endpointAddress: '{address}', protocol: http, isSecure: false }} }} }}",
            async world =>
            {
                await world.SendAsync("near", HttpMethod.Get, "/v1.0-fleet/resiliency");
                await world.SendAsync("near", HttpMethod.Get, "/v1.0/state/store/k");
            });

        Assert.Equal("/v1.0/state/store/k", Assert.Single(spans).Name);
    }

    [Fact]
    public async Task Zipkin_gets_them_too()
    {
        var spans = await CollectAsync(
            address => $"{{ tracing: {{ samplingRate: '1', zipkin: {{ endpointAddress: 'http://{address}/api/v2/spans' }} }} }}",
            world => world.SendAsync("near", HttpMethod.Get, "/v1.0/state/store/k", traceParent: Caller));

        Assert.Contains(spans, span => span is { Service: "near", Name: "/v1.0/state/store/k", Trace: Id });
    }

    [Fact]
    public async Task Only_a_call_of_a_state_store_is_one_whatever_words_a_path_has()
    {
        var spans = await CollectAsync(
            address => $"{{ tracing: {{ samplingRate: '1', zipkin: {{ endpointAddress: 'http://{address}/api/v2/spans' }} }} }}",
            async world =>
            {
                await world.SendAsync("near", HttpMethod.Get, "/v1.0/state/store/k");
                await world.SendAsync("near", HttpMethod.Post, "/v1.0/state/store", "[]");
                await world.SendAsync("near", HttpMethod.Post, "/v1.0/actors/T/state/timers/t", """{"dueTime":"1h"}""");
            });

        Assert.Equal(
            ["/v1.0/actors/T/state/timers/t ", "/v1.0/state/store state", "/v1.0/state/store/k state"],
            spans.Where(span => span.Name.StartsWith("/v1.0/", StringComparison.Ordinal)).Select(span => $"{span.Name} {span.Database}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_collector_that_never_answers_is_given_up()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        var time = new VirtualTime(DateTimeOffset.UnixEpoch);
        var world = await TracedWorld.StartAsync($"{{ tracing: {{ samplingRate: '1', zipkin: {{ endpointAddress: 'http://{silent.LocalEndpoint}/' }} }} }}", time: time);
        await world.SendAsync("near", HttpMethod.Get, "/v1.0/state/store/k");

        var ending = world.DisposeAsync().AsTask();
        using var asked = await silent.AcceptTcpClientAsync(TestContext.Current.CancellationToken);
        await time.AdvanceUntilAsync(() => Task.FromResult(ending.IsCompleted), TimeSpan.FromSeconds(1), TimeSpan.MaxValue / 4);

        await ending;
    }

    [Theory]
    [InlineData("OTEL_EXPORTER_OTLP_HEADERS", "no header")]
    [InlineData("OTEL_EXPORTER_OTLP_TIMEOUT", "0")]
    public async Task Variables_that_make_no_sense_are_passed_over(string name, string value)
    {
        var environment = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["OTEL_EXPORTER_OTLP_ENDPOINT"] = "http://127.0.0.1:1",
            ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
            [name] = value,
        };
        await using var world = await TracedWorld.StartAsync(environment: environment);

        using var answer = await world.SendAsync("near", HttpMethod.Get, "/v1.0/state/store/k");

        Assert.Equal(204, (int)answer.StatusCode);
    }

    [Fact]
    public async Task OpenTelemetrys_variables_ask_for_spans_as_well()
    {
        await using var collector = await SpanCollector.StartAsync();
        var environment = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["OTEL_EXPORTER_OTLP_ENDPOINT"] = "http://" + collector.Address,
            ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
        };
        await using (var world = await TracedWorld.StartAsync(environment: environment))
            await world.SendAsync("near", HttpMethod.Get, "/v1.0/state/store/k");

        Assert.Contains(collector.Spans, span => span.Name == "/v1.0/state/store/k");
    }

    [Fact]
    public async Task What_is_not_sampled_is_not_sent_unless_the_caller_samples_it()
    {
        var spans = await CollectAsync(
            address => $"{{ tracing: {{ samplingRate: '0', otel: {{ endpointAddress: '{address}', protocol: http, isSecure: false }} }} }}",
            async world =>
            {
                await world.SendAsync("near", HttpMethod.Get, "/v1.0/state/store/unsampled");
                await world.SendAsync("near", HttpMethod.Get, "/v1.0/state/store/sampled", traceParent: Caller);
            });

        Assert.Equal(["/v1.0/state/store/sampled"], spans.Select(span => span.Name));
    }

    [Fact]
    public async Task A_collector_that_is_away_holds_nothing_up()
    {
        await using var world = await TracedWorld.StartAsync("{ tracing: { samplingRate: '1', zipkin: { endpointAddress: 'http://127.0.0.1:1/' } } }");

        using var answer = await world.SendAsync("near", HttpMethod.Get, "/v1.0/state/store/k");

        Assert.Equal(204, (int)answer.StatusCode);
    }

    private static async Task<IReadOnlyCollection<CollectedSpan>> CollectAsync(
        Func<string, string> configuration, Func<TracedWorld, Task> act, Action<Microsoft.AspNetCore.Http.IHeaderDictionary>? check = null)
    {
        await using var collector = await SpanCollector.StartAsync();
        await using (var world = await TracedWorld.StartAsync(configuration(collector.Address)))
            await act(world);
        check?.Invoke(collector.Headers);
        return collector.Spans;
    }
}
