using Fleet.Runtime.Resiliency;

namespace Fleet.Tests.Unit.Runtime.Resiliency;

/// <summary>Policies of actor types.</summary>
public sealed class ActorPolicyTests
{
    private const string Entities = """{"entities":["T"]}""";

    [Fact]
    public async Task A_breaker_of_scope_id_is_for_one_actor()
    {
        var app = new ScriptedApp { Config = Entities }.On("/actors/T/1/method/m", 500).On("/actors/T/2/method/m", 200);
        await using var world = await PolicyWorld.StartAsync("policies:\n  circuitBreakers:\n    cb: {trip: consecutiveFailures > 0}\ntargets:\n  actors:\n    T: {circuitBreaker: cb, circuitBreakerScope: id}");
        await world.AddAsync("b", app);

        await world.SendAsync("/v1.0/actors/T/1/method/m", HttpMethod.Put);
        await world.SendAsync("/v1.0/actors/T/1/method/m", HttpMethod.Put);

        Assert.Equal(200, await world.SendAsync("/v1.0/actors/T/2/method/m", HttpMethod.Put));
        Assert.Equal(1, app.Count("/actors/T/1/method/m"));
        Assert.Equal([("2", CircuitState.Closed), ("1", CircuitState.Open)], Assert.Single(world.Caller.Policies.Describe()).Breakers.Select(breaker => (breaker.Scope, breaker.State)));
    }

    [Fact]
    public async Task The_time_limit_is_for_the_turn_and_not_for_the_waiting()
    {
        const string limit = "policies:\n  timeouts: {brief: 2s}\ntargets:\n  actors:\n    T: {timeout: brief}";
        var app = new ScriptedApp { Config = Entities }.On("/actors/T/1/method/slow", 0).On("/actors/T/1/method/m", 200);
        await using var world = await PolicyWorld.StartAsync(limit, app: app);

        var slow = world.SendAsync("/v1.0/actors/T/1/method/slow", HttpMethod.Put);
        var also = world.SendAsync("/v1.0/actors/T/1/method/slow", HttpMethod.Put);
        var last = world.SendAsync("/v1.0/actors/T/1/method/m", HttpMethod.Put);

        Assert.Equal((500, 500, 200), (await slow, await also, await last));
        Assert.Equal(2, Assert.Single(world.Caller.Policies.Describe()).Counts.Timeouts);
    }

    [Fact]
    public async Task A_timer_is_not_repeated_by_the_retry_policy()
    {
        var app = new ScriptedApp { Config = Entities }.On("/actors/T/1/method/timer/t", 500);
        await using var world = await PolicyWorld.StartAsync("policies:\n  retries: {again: {duration: 1s, maxRetries: 5}}\ntargets:\n  actors:\n    T: {retry: again}", app: app);

        await world.SendAsync("/v1.0/actors/T/1/timers/t", HttpMethod.Post, """{"dueTime":"10s"}""");
        Assert.True(await world.Time.AdvanceUntilAsync(() => Task.FromResult(app.Count("/actors/T/1/method/timer/t") > 0), TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1)));
        await world.Time.AdvanceUntilAsync(() => Task.FromResult(false), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(30));

        Assert.Equal(1, app.Count("/actors/T/1/method/timer/t"));
    }

    [Fact]
    public async Task A_type_that_nobody_hosts_yet_is_looked_for_again()
    {
        await using var world = await PolicyWorld.StartAsync("policies: {}");

        var call = world.SendAsync("/v1.0/actors/T/1/method/m", HttpMethod.Put);
        await world.AddAsync("b", new ScriptedApp { Config = Entities }.On("/actors/T/1/method/m", 200));

        Assert.Equal(200, await call);
    }
}
