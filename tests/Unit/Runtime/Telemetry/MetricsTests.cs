using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;

namespace Fleet.Tests.Unit.Runtime.Telemetry;

/// <summary>What Prometheus finds after calls through the public door.</summary>
public sealed partial class MetricsTests
{
    [Fact]
    public async Task Every_block_is_counted_under_Daprs_names_and_labels()
    {
        await using var world = await TracedWorld.StartAsync();
        await world.SendAsync("near", HttpMethod.Post, "/v1.0/invoke/far/method/hello", "{}");
        await world.SendAsync("near", HttpMethod.Post, "/v1.0/state/store", """[{"key":"k","value":1}]""");
        await world.SendAsync("near", HttpMethod.Get, "/v1.0/state/store/k");
        await world.SendAsync("near", HttpMethod.Get, "/v1.0/secrets/env/NOT_SET");
        await world.SendAsync("near", HttpMethod.Post, "/v1.0/publish/pubsub/orders", "{}");
        await world.SendAsync("near", HttpMethod.Put, "/v1.0/actors/T/1/method/m", "{}");
        await world.Near.CalledAsync("/orders");

        var text = await world.TextAsync("near", "dapr_component_pubsub_ingress_count");

        Assert.All(
            [
                """dapr_http_server_request_count{app_id="near",method="InvokeService/far",status="200"} 1""",
                """dapr_http_server_request_count{app_id="near",method="SaveState",status="204"} 1""",
                """dapr_http_server_request_count{app_id="near",method="GetState",status="200"} 1""",
                """dapr_http_server_request_count{app_id="near",method="InvokeActor/T",status="200"} 1""",
                """dapr_http_server_latency_bucket{app_id="near",method="PublishEvent",status="204",le="+Inf"} 1""",
                """dapr_runtime_service_invocation_req_sent_total{app_id="near",dst_app_id="far",type="unary"} 1""",
                """dapr_runtime_service_invocation_res_recv_total{app_id="near",src_app_id="far",status="200",type="unary"} 1""",
                """dapr_runtime_service_invocation_res_recv_latency_ms_count{app_id="near",src_app_id="far",status="200"} 1""",
                """dapr_component_state_count{app_id="near",component="store",namespace="",operation="set",success="true"} 1""",
                """dapr_component_state_latencies_count{app_id="near",component="store",namespace="",operation="get",success="true"} 1""",
                """dapr_component_secret_count{app_id="near",component="env",namespace="",operation="get",success="true"} 1""",
                """dapr_component_pubsub_egress_count{app_id="near",component="pubsub",namespace="",success="true",topic="orders"} 1""",
                """dapr_component_pubsub_ingress_count{app_id="near",component="pubsub",namespace="",process_status="success",status="success",topic="orders"} 1""",
                """dapr_runtime_component_loaded{app_id="near"} 4""",
                """dapr_runtime_component_init_total{app_id="near",component="pubsub.in-memory"} 1""",
                """dapr_runtime_component_init_fail_total{app_id="near",component="state.sqlite",component_name="broken",reason="init"} 1""",
            ],
            line => Assert.Contains(line + "\n", text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_called_app_counts_what_it_received()
    {
        await using var world = await TracedWorld.StartAsync();
        await world.SendAsync("near", HttpMethod.Get, "/v1.0/invoke/far/method/fails");

        var text = world["far"].Metrics.Render();

        Assert.Contains("""dapr_runtime_service_invocation_req_recv_total{app_id="far",src_app_id="near"} 1""", text, StringComparison.Ordinal);
        Assert.Contains("""dapr_runtime_service_invocation_res_sent_total{app_id="far",dst_app_id="near",status="500"} 1""", text, StringComparison.Ordinal);
        Assert.Contains("""dapr_http_client_completed_count{app_id="far",status="500"} 1""", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Timers_reminders_and_bindings_are_counted_as_they_fire()
    {
        await using var world = await TracedWorld.StartAsync();
        await world.SendAsync("far", HttpMethod.Post, "/v1.0/actors/T/1/timers/t", """{"dueTime":"10ms"}""");
        await world.SendAsync("far", HttpMethod.Post, "/v1.0/actors/T/1/reminders/r", """{"dueTime":"10ms"}""");

        var text = await world.TextAsync("far", "dapr_runtime_actor_timers_fired_total", "dapr_runtime_actor_reminders_fired_total", "dapr_component_input_binding_count");

        Assert.Matches(@"dapr_runtime_actor_timers_fired_total\{app_id=""(near|far)"",actor_type=""T"",success=""true""\} 1", text);
        Assert.Matches(@"dapr_component_input_binding_count\{app_id=""far"",component=""tick"",namespace="""",success=""true""\} \d", text);
    }

    [Fact]
    public async Task Policies_are_counted_as_they_act()
    {
        await using var world = await TracedWorld.StartAsync(resources: """
            apiVersion: dapr.io/v1alpha1
            kind: Resiliency
            metadata: { name: steady }
            spec:
              policies:
                retries: { twice: { policy: constant, duration: 1ms, maxRetries: 2 } }
                circuitBreakers: { fuse: { maxRequests: 1, timeout: 60s, trip: consecutiveFailures >= 3 } }
              targets: { apps: { far: { retry: twice, circuitBreaker: fuse } } }
            """);
        using var answer = await world.SendAsync("near", HttpMethod.Get, "/v1.0/invoke/far/method/fails");

        var text = world["near"].Metrics.Render();

        Assert.All(
            [
                """dapr_resiliency_loaded{app_id="near",name="steady",namespace=""} 1""",
                """dapr_resiliency_count{app_id="near",flow_direction="outbound",name="steady",namespace="",policy="retry",status="",target="app_far"} 1""",
                """dapr_resiliency_activations_total{app_id="near",flow_direction="outbound",name="steady",namespace="",policy="retry",status="",target="app_far"} 2""",
                """dapr_resiliency_cb_state{app_id="near",flow_direction="outbound",name="steady",namespace="",policy="circuitbreaker",status="open",target="app_far"} 1""",
                """dapr_resiliency_cb_state{app_id="near",flow_direction="outbound",name="steady",namespace="",policy="circuitbreaker",status="closed",target="app_far"} 0""",
            ],
            line => Assert.Contains(line + "\n", text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Paths_are_labels_only_when_they_are_asked_for()
    {
        await using var world = await TracedWorld.StartAsync("{ metrics: { recordErrorCodes: true, latencyDistributionBuckets: [ 5, 50 ], http: { pathMatching: [ '/v1.0/state/store/{key}' ] } } }");
        await world.SendAsync("near", HttpMethod.Get, "/v1.0/state/store/a");
        await world.SendAsync("near", HttpMethod.Get, "/v1.0/state/store/b");
        await world.SendAsync("near", HttpMethod.Get, "/v1.0/state/nostore/b");

        var text = world["near"].Metrics.Render();

        Assert.Contains("""dapr_http_server_request_count{app_id="near",method="GET",path="/v1.0/state/store/{key}",status="204"} 2""", text, StringComparison.Ordinal);
        Assert.Contains("""dapr_error_code_total{app_id="near",category="state",error_code="ERR_STATE_STORE_NOT_FOUND"} 1""", text, StringComparison.Ordinal);
        Assert.Equal(["5", "50", "+Inf"], Bounds().Matches(text).Select(match => match.Groups[1].Value).Distinct());
    }

    [Fact]
    public async Task Rules_replace_the_values_of_labels()
    {
        await using var world = await TracedWorld.StartAsync(
            "{ metrics: { rules: [ { name: dapr_component_state_count, labels: [ { name: operation, regex: { any: 'get|set' } } ] } ] } }");
        await world.SendAsync("near", HttpMethod.Get, "/v1.0/state/store/a");

        Assert.Contains("""dapr_component_state_count{app_id="near",component="store",namespace="",operation="any",success="true"} 1""", world["near"].Metrics.Render(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Callers_cannot_fill_the_memory_with_labels()
    {
        await using var world = await TracedWorld.StartAsync("{ metrics: { http: { increasedCardinality: true } } }");
        for (var i = 0; i < 5100; i++)
            await world.SendAsync("near", HttpMethod.Get, $"/v1.0/state/store/{i}");

        var series = world["near"].Metrics.Render().Split('\n').Count(line => line.StartsWith("dapr_http_server_request_count{", StringComparison.Ordinal));

        Assert.Equal(5000, series);
    }

    [Fact]
    public async Task Prometheus_finds_them_on_the_metrics_port()
    {
        var port = FreePort();
        await using var world = await TracedWorld.StartAsync(metricsPort: port);
        using var http = new HttpClient();

        using var answer = await http.GetAsync($"http://127.0.0.1:{port}/metrics", TestContext.Current.CancellationToken);

        Assert.Equal("text/plain; version=0.0.4; charset=utf-8", answer.Content.Headers.ContentType?.ToString());
        Assert.Contains("# TYPE dapr_runtime_component_loaded counter\n", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GET", "/", true)]
    [InlineData("HEAD", "/metrics", false)]
    [InlineData("POST", "/whatever", true)]
    public async Task The_metrics_port_answers_whatever_it_is_asked_as_daprds_does(string verb, string path, bool hasBody)
    {
        var port = FreePort();
        await using var world = await TracedWorld.StartAsync(metricsPort: port);
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Parse(verb), $"http://127.0.0.1:{port}{path}");

        using var answer = await http.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("text/plain; version=0.0.4; charset=utf-8", answer.Content.Headers.ContentType?.ToString());
        Assert.Equal(hasBody, (await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).Contains("dapr_runtime_component_loaded", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_Configuration_that_turns_them_off_closes_the_port()
    {
        var port = FreePort();
        await using var world = await TracedWorld.StartAsync("{ metric: { enabled: false } }", metricsPort: port);
        using var http = new HttpClient();

        await Assert.ThrowsAsync<HttpRequestException>(() => http.GetAsync($"http://127.0.0.1:{port}/metrics", TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_Configuration_that_turns_them_off_has_nothing_counted()
    {
        await using var world = await TracedWorld.StartAsync("{ metric: { enabled: false } }");
        await world.SendAsync("near", HttpMethod.Post, "/v1.0/invoke/far/method/hello", "{}");
        await world.SendAsync("near", HttpMethod.Get, "/v1.0/state/store/k");

        Assert.DoesNotContain(world["near"].Metrics.Render().Split('\n'), line => line.Contains('{', StringComparison.Ordinal));
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    [GeneratedRegex("dapr_http_server_latency_bucket\\{[^}]*le=\"([^\"]+)\"", RegexOptions.None, 1000)]
    private static partial Regex Bounds();
}
