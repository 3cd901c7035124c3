using Fleet.Runtime.Testing;
using Fleet.Tests.Unit.Runtime.Hosting;

namespace Fleet.Tests.Unit.Runtime.Middleware;

/// <summary>Middleware that asks for a token, and middleware that brings one.</summary>
public sealed class TokenMiddlewareTests
{
    private const string Method = "/v1.0/invoke/app-b/method/m";
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Only_who_brings_a_token_of_the_issuer_comes_in()
    {
        await using var server = await TokenServer.StartAsync();
        await using var world = await FrontWorld.StartAsync(Bearer(server, ""), Pipeline("httpPipeline", "bearer"), time: new VirtualTime(Noon));
        var late = Noon.UtcDateTime.AddMinutes(-6);

        Assert.Equal(200, await StatusAsync(world, "bearer " + server.Token("fleet", Noon.UtcDateTime.AddMinutes(-4))));
        Assert.Equal(401, await StatusAsync(world, "Bearer " + server.Token("fleet", late)));
        Assert.Equal(401, await StatusAsync(world, "Bearer " + server.Token("others", Noon.UtcDateTime)));
        Assert.Equal(401, await StatusAsync(world, "Bearer " + server.Token("fleet", Noon.UtcDateTime, "k2")));
        Assert.Equal(401, await StatusAsync(world, "Bearer " + server.Token("fleet", Noon.UtcDateTime)[..^4] + "AAAA"));
        Assert.Equal(401, await StatusAsync(world, "Bearer nonsense-nonsense"));
        Assert.Equal(401, await StatusAsync(world, "Basic dXNlcjpwYXNz"));
        Assert.Equal(401, (await world.SendAsync(Method)).Status);
    }

    [Fact]
    public async Task Keys_may_lie_where_the_metadata_say()
    {
        await using var server = await TokenServer.StartAsync();
        await using var world = await FrontWorld.StartAsync(Bearer(server, $"  - name: jwksURL\n    value: {server.Issuer}/keys\n"), Pipeline("httpPipeline", "bearer"), time: new VirtualTime(Noon));

        Assert.Equal(200, await StatusAsync(world, "Bearer " + server.Token("fleet", Noon.UtcDateTime)));
    }

    [Theory]
    [InlineData(true, "Basic bWU6c2VjcmV0 aud=fleet&grant_type=client_credentials&scope=one two")]
    [InlineData(false, " aud=fleet&client_id=me&client_secret=secret&grant_type=client_credentials&scope=one two")]
    public async Task A_fetched_token_goes_with_every_request_until_it_expires(bool takesHeader, string asked)
    {
        await using var server = await TokenServer.StartAsync();
        server.TakesHeader = takesHeader;
        var time = new VirtualTime(Noon);
        await using var world = await FrontWorld.StartAsync(Credentials(server), Pipeline("appHttpPipeline", "oauth2clientcredentials"), time: time);
        server.Asked.Clear();

        await world.SendAsync("/v1.0/invoke/app-a/method/m");
        time.Advance(TimeSpan.FromSeconds(61));
        await world.SendAsync("/v1.0/invoke/app-a/method/m");
        await world.SendAsync("/v1.0/invoke/app-a/method/m");

        Assert.Equal(asked, Assert.Single(server.Asked, one => one == asked));
        Assert.All(world.Requests, call => Assert.Equal("Bearer abc", call.Request.Headers.GetValues("X-Token").Single()));
    }

    [Fact]
    public async Task Old_keys_go_on_when_the_issuer_takes_requests_and_answers_none()
    {
        await using var server = await TokenServer.StartAsync();
        var time = new VirtualTime(Noon);
        await using var world = await FrontWorld.StartAsync(Bearer(server, ""), Pipeline("httpPipeline", "bearer"), time: time);
        var token = "Bearer " + server.Token("fleet", Noon.UtcDateTime.AddHours(1));
        time.Advance(TimeSpan.FromMinutes(11));
        server.IsSilent = true;

        var call = StatusAsync(world, token);
        await time.AdvanceUntilAsync(() => Task.FromResult(server.Held > 0), TimeSpan.Zero, TimeSpan.MaxValue / 4);
        Assert.Equal(200, await StatusAsync(world, token));
        Assert.False(call.IsCompleted);
        time.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal(200, await call);
    }

    [Fact]
    public async Task Calls_fail_together_when_the_token_URL_takes_requests_and_answers_none()
    {
        await using var server = await TokenServer.StartAsync();
        var time = new VirtualTime(Noon);
        await using var world = await FrontWorld.StartAsync(Credentials(server), Pipeline("appHttpPipeline", "oauth2clientcredentials"), time: time);
        time.Advance(TimeSpan.FromSeconds(61));
        server.IsSilent = true;

        var calls = Task.WhenAll(Enumerable.Range(0, 5).Select(_ => world.SendAsync("/v1.0/invoke/app-a/method/m")));
        await time.AdvanceUntilAsync(() => Task.FromResult(server.Held > 0), TimeSpan.Zero, TimeSpan.MaxValue / 4);
        await time.AdvanceUntilAsync(() => Task.FromResult(calls.IsCompleted), TimeSpan.FromSeconds(1), TimeSpan.MaxValue / 4);
        Assert.All(await calls, answer => Assert.Equal(500, answer.Status));

        server.IsSilent = false;
        Assert.Equal(200, (await world.SendAsync("/v1.0/invoke/app-a/method/m")).Status);
    }

    private static async Task<int> StatusAsync(FrontWorld world, string authorization) => (await world.SendAsync(Method, headers: [("Authorization", authorization)])).Status;

    private static string Bearer(TokenServer server, string more) => Component("bearer", $"  - name: issuer\n    value: {server.Issuer}\n  - name: audience\n    value: fleet\n" + more);

    private static string Credentials(TokenServer server) => Component(
        "oauth2clientcredentials",
        $"  - name: tokenURL\n    value: {server.Issuer}/token\n  - name: clientID\n    value: me\n  - name: clientSecret\n    value: secret\n  - name: scopes\n    value: one,two\n  - name: headerName\n    value: X-Token\n  - name: endpointParamsQuery\n    value: aud=fleet\n");

    private static string Component(string type, string metadata) =>
        $"apiVersion: dapr.io/v1alpha1\nkind: Component\nmetadata: {{name: tokens}}\nspec:\n  type: middleware.http.{type}\n  version: v1\n  metadata:\n{metadata}";

    private static string Pipeline(string name, string type) => $"  {name}:\n    handlers:\n    - name: tokens\n      type: middleware.http.{type}\n";
}
