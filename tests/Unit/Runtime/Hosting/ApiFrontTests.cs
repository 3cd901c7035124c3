using System.Text.Json.Nodes;
using Fleet.Runtime.Hosting;
using Fleet.Runtime.Testing;

namespace Fleet.Tests.Unit.Runtime.Hosting;

/// <summary>What a Configuration and the flags of a sidecar say of who may call what.</summary>
public sealed class ApiFrontTests
{
    [Theory]
    [InlineData("defaultAction: deny", 403)]
    [InlineData("defaultAction: Allow", 200)]
    [InlineData("trustDomain: public", 200)]
    [InlineData("policies: [{appId: app-a, defaultAction: deny, trustDomain: public, namespace: default}]", 200)]
    public async Task Only_the_outermost_default_of_an_access_control_list_acts(string list, int expected)
    {
        await using var world = await FrontWorld.StartAsync(ofB: $"  accessControl: {{{list}}}\n");

        var (status, body, _) = await world.SendAsync("/v1.0/invoke/app-b/method/m");

        Assert.Equal(expected, status);
        Assert.Equal(expected == 403, body.Contains("ERR_DIRECT_INVOKE", StringComparison.Ordinal));
        Assert.Equal(200, (await world.SendAsync("/v1.0/invoke/app-b/method/m", of: "app-b")).Status);
    }

    [Theory]
    [InlineData("appId: app-a, trustDomain: public", "namespace")]
    [InlineData("namespace: default, trustDomain: public", "appId")]
    [InlineData("appId: app-a, namespace: default", "trustDomain")]
    public async Task A_policy_that_lacks_what_it_needs_stops_the_start(string policy, string field)
    {
        var failure = await Assert.ThrowsAsync<RuntimeStartException>(() => FrontWorld.StartAsync(configuration: $"  accessControl:\n    policies:\n    - {{{policy}}}\n"));

        Assert.Equal("spec.accessControl.policies[0]." + field, Assert.Single(failure.Mistakes).Field);
    }

    [Theory]
    [InlineData("allowed: [{name: state, version: v1.0, protocol: http}]", "/v1.0/metadata", 404, "404 page not found\n")]
    [InlineData("allowed: [{name: metadata, version: v1, protocol: http}]", "/v1.0/metadata", 200, null)]
    [InlineData("allowed: [{name: state, version: v1.0, protocol: grpc}]", "/v1.0/metadata", 200, null)]
    [InlineData("allowed: [{name: state, version: v1.0, protocol: http}]", "/v1.0/healthz", 204, "")]
    [InlineData("denied: [{name: metadata, version: v1.0, protocol: http}]", "/v1.0/metadata", 404, "ERR_DIRECT_INVOKE")]
    [InlineData("denied: [{name: invoke, version: v1, protocol: http}]", "/v1.0/invoke/app-b/method/m", 404, "404 page not found\n")]
    [InlineData("denied: [{name: invoke, version: v1, protocol: http}]", "/v1.0/metadata", 200, null)]
    public async Task Rules_say_which_apis_are_served(string rules, string path, int expected, string? text)
    {
        await using var world = await FrontWorld.StartAsync(configuration: $"  api: {{{rules}}}\n");

        var (status, body, _) = await world.SendAsync(path);

        Assert.Equal(expected, status);
        Assert.Contains(text ?? "", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Calls_of_the_api_are_logged_when_the_configuration_asks_for_it()
    {
        await using var world = await FrontWorld.StartAsync(configuration: "  logging: {apiLogging: {enabled: true, obfuscateURLs: true, omitHealthChecks: true}}\n");

        await world.SendAsync("/v1.0/invoke/app-b/method/someone");
        await world.SendAsync("/v1.0/healthz");

        var line = Assert.Single(world.Lines, line => line.StartsWith("HTTP API Called", StringComparison.Ordinal));
        Assert.StartsWith("HTTP API Called: InvokeService/app-b 200 in ", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_flag_for_the_log_of_calls_wins_over_the_configuration()
    {
        await using var world = await FrontWorld.StartAsync(configuration: "  logging: {apiLogging: {enabled: true}}\n", change: options => options with { EnableApiLogging = options.AppId == "app-b" });

        await world.SendAsync("/v1.0/healthz");
        await world.SendAsync("/v1.0/healthz", of: "app-b");

        Assert.Single(world.Lines, line => line.StartsWith("HTTP API Called: GET /v1.0/healthz 204", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_configuration_may_name_variables()
    {
        await using var world = await FrontWorld.StartAsync(ofB: "  accessControl:\n    defaultAction: ${ACTION}$NOTHING\n", change: options => options with { Environment = new Dictionary<string, string> { ["ACTION"] = "deny" } });

        Assert.Equal(403, (await world.SendAsync("/v1.0/invoke/app-b/method/m")).Status);
    }

    [Fact]
    public async Task A_configuration_that_cannot_be_read_stops_the_start()
    {
        await Assert.ThrowsAsync<RuntimeStartException>(() => FrontWorld.StartAsync(configuration: "  features: [{name: x, enabled: maybe}]\n"));
    }

    [Theory]
    [InlineData("GET", null, 204, "http://x.example", null)]
    [InlineData("OPTIONS", "PUT", 200, "http://x.example", "PUT")]
    [InlineData("OPTIONS", "BREW", 200, null, null)]
    public async Task Allowed_origins_are_answered_as_browsers_ask(string method, string? wanted, int expected, string? origin, string? methods)
    {
        await using var world = await FrontWorld.StartAsync(change: options => options with { AllowedOrigins = "http://other.example, http://*.example" });

        var (status, _, response) = await world.SendAsync("/v1.0/healthz", method, headers: [("Origin", "http://x.example"), .. wanted is null ? Array.Empty<(string, string)>() : [("Access-Control-Request-Method", wanted), ("Access-Control-Request-Headers", "x-one, x-two")]]);

        Assert.Equal(expected, status);
        Assert.Equal(origin, Header(response, "Access-Control-Allow-Origin"));
        Assert.Equal(methods, Header(response, "Access-Control-Allow-Methods"));
        Assert.Equal(methods is null ? null : "x-one, x-two", Header(response, "Access-Control-Allow-Headers"));
    }

    [Theory]
    [InlineData("/v1.0/invoke/http%3A%2F%2F%5Bbad/method/m", 500, "ERR_DIRECT_INVOKE")]
    [InlineData("/v1.0/invoke/http://127.0.0.1:1/method/m", 500, "ERR_DIRECT_INVOKE")]
    [InlineData("/v1.0/invoke/a.b.c/method/m", 500, "ERR_DIRECT_INVOKE")]
    public async Task What_leads_nowhere_gets_a_clear_answer(string path, int expected, string text)
    {
        await using var world = await FrontWorld.StartAsync();

        var (status, body, _) = await world.SendAsync(path);

        Assert.Equal(expected, status);
        Assert.Contains(text, body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("PUT", "/v1.0-alpha1/crypto/vault/encrypt", "x", 500, "ERR_CRYPTO_PROVIDERS_NOT_CONFIGURED")]
    [InlineData("GET", "/v1.0-alpha1/crypto/vault/encrypt", null, 404, "ERR_DIRECT_INVOKE")]
    [InlineData("POST", "/v1.0-alpha2/conversation/echo/converse", "{}", 400, "ERR_CONVERSATION_NOT_FOUND")]
    [InlineData("POST", "/v1.0-alpha1/conversation/echo/converse", "{", 400, "ERR_MALFORMED_REQUEST")]
    [InlineData("POST", "/v1.0/workflows/dapr/one/start", "{}", 501, "ERR_NOT_IMPLEMENTED")]
    public async Task Apis_without_a_component_type_answer_as_without_a_component(string method, string path, string? body, int expected, string code)
    {
        await using var world = await FrontWorld.StartAsync();

        var (status, answer, _) = await world.SendAsync(path, method, body);

        Assert.Equal(expected, status);
        Assert.Contains(code, answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GET", "/v1.0/healthz/", 204)]
    [InlineData("GET", "/v1.0/healthz/outbound", 204)]
    [InlineData("POST", "/v1.0/healthz", 401)]
    [InlineData("GET", "/v1.0/healthz/other", 401)]
    [InlineData("GET", "/v1.0/metadata", 401)]
    public async Task Only_questions_of_health_need_no_token(string method, string path, int expected)
    {
        await using var world = await FrontWorld.StartAsync(change: options => options with { Environment = new Dictionary<string, string> { ["DAPR_API_TOKEN"] = "secret" } });

        Assert.Equal(expected, (await world.SendAsync(path, method)).Status);
        Assert.NotEqual(401, (await world.SendAsync(path, method, headers: [("dapr-api-token", "secret")])).Status);
    }

    [Fact]
    public async Task An_app_that_is_not_well_at_the_start_is_left_alone_until_it_is()
    {
        var time = new VirtualTime(DateTimeOffset.UnixEpoch);
        var health = new AppHealthOptions { Enabled = true, Path = "/fail", Interval = TimeSpan.FromSeconds(1) };
        await using var world = await FrontWorld.StartAsync(time: time, change: options => options.AppId == "app-a" ? options with { AppHealth = health } : options);

        Assert.Equal(204, (await world.SendAsync("/v1.0/healthz")).Status);
        Assert.Equal(500, (await world.SendAsync("/v1.0/invoke/app-a/method/m")).Status);
        Assert.DoesNotContain(world.Calls, call => call.EndsWith("/m", StringComparison.Ordinal));

        world.IsWell = true;
        Assert.True(await time.AdvanceUntilAsync(async () => (await world.SendAsync("/v1.0/invoke/app-a/method/m")).Status == 200, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(30)));
    }

    [Fact]
    public async Task The_metadata_tell_of_the_sidecar_in_one_order_and_keep_what_was_added()
    {
        await using var world = await FrontWorld.StartAsync();
        await world.SendAsync("/v1.0/metadata/some%20key+x", "PUT", "a value");
        await world.SendAsync("/v1.0/metadata/daprRuntimeVersion", "PUT", "0");

        var (_, body, _) = await world.SendAsync("/v1.0/metadata");

        var metadata = JsonNode.Parse(body)!.AsObject();
        Assert.Equal(["id", "runtimeVersion", "enabledFeatures", "extended", "appConnectionProperties", "actorRuntime", "scheduler", "workflows"], metadata.Select(field => field.Key));
        Assert.Equal("a value", (string?)metadata["extended"]!["some key x"]);
        Assert.Equal((string?)metadata["runtimeVersion"], (string?)metadata["extended"]!["daprRuntimeVersion"]);
    }

    [Theory]
    [InlineData(4096, 7000, 204)]
    [InlineData(4096, 9000, 431)]
    [InlineData(16384, 18000, 204)]
    public async Task The_head_of_a_request_is_as_large_as_the_read_buffer_and_a_little_more(int buffer, int header, int expected)
    {
        await using var world = await FrontWorld.StartAsync(change: options => options with { ReadBufferSize = buffer });

        Assert.Equal(expected, (await world.SendAsync("/v1.0/healthz", headers: [("X-Large", new string('x', header))])).Status);
    }

    private static string? Header(HttpResponseMessage response, string name) => response.Headers.TryGetValues(name, out var values) ? string.Join(", ", values) : null;
}
