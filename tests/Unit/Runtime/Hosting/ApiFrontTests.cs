using Fleet.Runtime.Hosting;

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

    private static string? Header(HttpResponseMessage response, string name) => response.Headers.TryGetValues(name, out var values) ? string.Join(", ", values) : null;
}
