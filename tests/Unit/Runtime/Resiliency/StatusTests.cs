using Fleet.Cli.Commands;
using Fleet.Runtime.Resiliency;

namespace Fleet.Tests.Unit.Runtime.Resiliency;

/// <summary>What operators see of policies.</summary>
public sealed class StatusTests
{
    [Fact]
    public async Task Status_shows_each_target_its_policies_its_breakers_and_for_how_long_they_are_open()
    {
        await using var world = await PolicyWorld.StartAsync("policies:\n  retries: {again: {duration: 1s, maxRetries: 2}}\n  circuitBreakers:\n    cb: {timeout: 30s, trip: consecutiveFailures > 1}\ntargets:\n  apps:\n    b: {retry: again, circuitBreaker: cb}");
        await world.AddAsync("b", new ScriptedApp().On("/m", 500));
        await world.SendAsync("/v1.0/invoke/b/method/m");
        var since = Assert.Single(Assert.Single(world.Caller.Policies.Describe()).Breakers).Since;

        var told = ResiliencyApi.Read(await world.GetAsync(ResiliencyApi.Path))!;

        Assert.Equal(
            [
                "caller: r",
                "  apps/b                               retry again, circuitBreaker cb",
                "    1 calls, 2 retries, 0 timeouts, 1 rejected, 1 trips",
                $"    breaker /m: open since {since.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ}, half-open in 20.0 s",
            ],
            ResiliencyStatus.Lines(told, since.AddSeconds(10)));
        Assert.Contains("\"state\":\"open\"", ResiliencyApi.Write([told]), StringComparison.Ordinal);
    }
}
