using Fleet.Runtime.Resiliency;

namespace Fleet.Tests.Unit.Runtime.Resiliency;

/// <summary>When a breaker opens, for whom, and how it closes.</summary>
public sealed class CircuitBreakerTests
{
    private const string AfterTwo = """
        policies:
          circuitBreakers:
            cb:
              maxRequests: 2
              interval: 10s
              timeout: 30s
              trip: consecutiveFailures > 1
        targets:
          apps:
            b:
              circuitBreaker: cb
              circuitBreakerCacheSize: 2
        """;

    [Fact]
    public async Task A_breaker_of_an_app_is_for_one_method_of_it()
    {
        var app = new ScriptedApp().On("/bad", 500).On("/good", 200);
        await using var world = await PolicyWorld.StartAsync(AfterTwo);
        await world.AddAsync("b", app);

        await world.SendAsync("/v1.0/invoke/b/method/bad?x=1");
        await world.SendAsync("/v1.0/invoke/b/method/bad?x=2");
        await world.SendAsync("/v1.0/invoke/b/method/bad?x=3");

        Assert.Equal(200, await world.SendAsync("/v1.0/invoke/b/method/good"));
        Assert.Equal(2, app.Count("/bad"));
        var breakers = Assert.Single(world.Caller.Policies.Describe()).Breakers;
        Assert.Equal([("/good", CircuitState.Closed), ("/bad", CircuitState.Open)], breakers.Select(breaker => (breaker.Scope, breaker.State)));
        Assert.Equal(TimeSpan.FromSeconds(30), breakers[1].HalfOpensAt - breakers[1].Since);
    }

    [Fact]
    public async Task The_breaker_that_was_not_used_for_longest_makes_room()
    {
        var app = new ScriptedApp().On("/bad", 500).On("/x", 200).On("/y", 200);
        await using var world = await PolicyWorld.StartAsync(AfterTwo);
        await world.AddAsync("b", app);

        foreach (var method in new[] { "bad", "bad", "x", "y", "bad" })
            await world.SendAsync("/v1.0/invoke/b/method/" + method);

        Assert.Equal(3, app.Count("/bad"));
        Assert.Equal(2, Assert.Single(world.Caller.Policies.Describe()).Breakers.Count);
    }

    [Fact]
    public async Task Half_open_it_closes_after_as_many_successes_as_maxRequests()
    {
        var app = new ScriptedApp().On("/m", 500, 500, 200);
        await using var world = await PolicyWorld.StartAsync(AfterTwo);
        await world.AddAsync("b", app);
        await world.SendAsync("/v1.0/invoke/b/method/m");
        await world.SendAsync("/v1.0/invoke/b/method/m");

        world.Time.Advance(TimeSpan.FromSeconds(31));
        await world.SendAsync("/v1.0/invoke/b/method/m");
        var afterOne = Breaker(world).State;
        await world.SendAsync("/v1.0/invoke/b/method/m");

        Assert.Equal((CircuitState.HalfOpen, CircuitState.Closed), (afterOne, Breaker(world).State));
    }

    [Fact]
    public async Task Failures_of_an_interval_that_is_over_do_not_count()
    {
        var app = new ScriptedApp().On("/m", 500);
        await using var world = await PolicyWorld.StartAsync(AfterTwo);
        await world.AddAsync("b", app);

        await world.SendAsync("/v1.0/invoke/b/method/m");
        world.Time.Advance(TimeSpan.FromSeconds(11));
        await world.SendAsync("/v1.0/invoke/b/method/m");

        Assert.Equal(CircuitState.Closed, Breaker(world).State);
    }

    [Fact]
    public async Task Counts_and_events_tell_what_policies_did()
    {
        var app = new ScriptedApp().On("/m", 500);
        await using var world = await PolicyWorld.StartAsync(
            AfterTwo.Replace("  circuitBreakers:", "  retries:\n    twice: {policy: constant, duration: 1s, maxRetries: 3}\n  circuitBreakers:", StringComparison.Ordinal)
                .Replace("    b:", "    b:\n      retry: twice", StringComparison.Ordinal));
        await world.AddAsync("b", app);
        List<string> told = [];
        world.Caller.Policies.Acted += act => told.Add($"{act.Act} {act.Resource} {act.Policy} {act.FlowDirection} {act.Target} {act.Status}");

        await world.SendAsync("/v1.0/invoke/b/method/m");

        Assert.Equal(new PolicyCounts(Calls: 1, Retries: 2, Timeouts: 0, Rejections: 1, Trips: 1), Assert.Single(world.Caller.Policies.Describe()).Counts);
        Assert.Equal(
            ["Applied r retry outbound app_b ", "Applied r circuitbreaker outbound app_b closed", "Activated r retry outbound app_b ", "Activated r circuitbreaker outbound app_b open", "Activated r retry outbound app_b "],
            told);
    }

    [Fact]
    public async Task A_condition_over_unknown_names_never_opens_the_breaker()
    {
        var app = new ScriptedApp().On("/m", 500);
        await using var world = await PolicyWorld.StartAsync(AfterTwo.Replace("consecutiveFailures > 1", "consecutiveFailure > 1", StringComparison.Ordinal));
        await world.AddAsync("b", app);

        for (var call = 0; call < 5; call++)
            Assert.Equal(500, await world.SendAsync("/v1.0/invoke/b/method/m"));

        Assert.Equal(5, app.Count("/m"));
        Assert.Contains(world.Log.Lines, line => line.Contains("r.yaml:12: spec.policies.circuitBreakers.cb.trip: is 'consecutiveFailure > 1'", StringComparison.Ordinal));
    }

    private static BreakerStatus Breaker(PolicyWorld world) => Assert.Single(Assert.Single(world.Caller.Policies.Describe()).Breakers);
}
