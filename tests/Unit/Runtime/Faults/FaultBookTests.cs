using Fleet.Runtime.Faults;
using Fleet.Runtime.Resiliency;

namespace Fleet.Tests.Unit.Runtime.Faults;

public sealed class FaultBookTests
{
    [Fact]
    public async Task Same_seed_hits_the_same_calls_and_another_seed_others()
    {
        var first = await HitsAsync(seed: 7);

        Assert.Equal(first, await HitsAsync(seed: 7));
        Assert.NotEqual(first, await HitsAsync(seed: 8));
        Assert.InRange(first.Count(hit => hit), 8, 32);
    }

    [Fact]
    public async Task Rule_acts_where_it_says_and_nowhere_else()
    {
        await using var world = await FaultWorld.StartAsync();
        world.Host.Faults.Add(new FaultRule { Kind = FaultKind.Error, Operation = "state", App = "caller", Component = "count*", Path = "*||a" });

        Assert.False(await world.CallAsync("state.get", "a"));
        Assert.False(await world.CallAsync("state.set", "a"));
        Assert.True(await world.CallAsync("state.set", "b"));
        Assert.True(await world.CallAsync("bind", "a"));
        Assert.Equal(2, world.Host.Faults.Rules[0].Acted);
    }

    [Fact]
    public async Task Rule_ends_with_its_time_or_when_it_is_removed()
    {
        await using var world = await FaultWorld.StartAsync();
        world.Host.Faults.Add(new FaultRule { Id = "short", Kind = FaultKind.Error, Operation = "bind", For = TimeSpan.FromMinutes(1) });
        Assert.False(await world.CallAsync("bind", "a"));

        world.Host.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.True(await world.CallAsync("bind", "b"));
        Assert.True(world.Host.Faults.Rules[0].HasEnded);

        world.Host.Faults.Add(new FaultRule { Id = "long", Kind = FaultKind.Error, Operation = "bind" });
        Assert.False(await world.CallAsync("bind", "c"));
        Assert.True(world.Host.Faults.Remove("long"));
        Assert.False(world.Host.Faults.Remove("long"));
        Assert.True(await world.CallAsync("bind", "d"));
        Assert.Equal(["b", "d"], world.Done);
    }

    [Fact]
    public async Task Policy_above_a_component_acts_on_its_faults()
    {
        const string retries = """
            ---
            apiVersion: dapr.io/v1alpha1
            kind: Resiliency
            metadata: {name: tough}
            spec:
              policies:
                retries: {three: {policy: constant, duration: 1s, maxRetries: 3}}
                circuitBreakers: {soon: {maxRequests: 1, timeout: 60s, trip: consecutiveFailures >= 6}}
              targets:
                apps: {app: {retry: three}}
                components: {binding: {outbound: {retry: three, circuitBreaker: soon}}}
            """;
        await using var world = await FaultWorld.StartAsync(resiliency: retries);
        world.Host.Faults.Add(new FaultRule { Kind = FaultKind.Drop, Operation = "invoke", Target = "app", Times = 3 });
        world.Host.Faults.Add(new FaultRule { Kind = FaultKind.Error, Operation = "bind", Times = 6 });

        await ExpectAsync(world, "invoke", isWell: true);
        Assert.Equal(3, world.Host.Faults.Rules[0].Acted);

        await ExpectAsync(world, "bind", isWell: false);
        await ExpectAsync(world, "bind", isWell: false);
        var target = Assert.Single(world.Host.Inspect.Targets("caller"), target => target.Target == "components/binding/outbound");
        Assert.Equal(CircuitState.Open, Assert.Single(target.Breakers).State);
        Assert.True(target.Counts.Retries > 0);
    }

    [Theory]
    [InlineData("operation", "{0}", 1.0, null, null, 0)]
    [InlineData("probability", "invoke", 1.5, null, null, 0)]
    [InlineData("times", "invoke", 1.0, 0, null, 0)]
    [InlineData("status", "invoke", 1.0, null, 200, 0)]
    [InlineData("status", "state", 1.0, null, 503, 0)]
    [InlineData("minDelay", "invoke", 1.0, null, null, -1)]
    public void Impossible_rule_is_refused_with_the_name_of_its_field(string field, string operation, double probability, int? times, int? status, int delay)
    {
        var book = new FaultBook(TimeProvider.System);
        var rule = new FaultRule { Kind = FaultKind.Error, Operation = operation, Probability = probability, Times = times, Status = status, MinDelay = TimeSpan.FromSeconds(delay) };

        var refused = Assert.Throws<FaultRuleException>(() => book.Add(rule));

        Assert.Equal([field], refused.Mistakes.Select(mistake => mistake.Field));
        Assert.Empty(book.Rules);
    }

    [Theory]
    [InlineData("for", 366, 0, 0)]
    [InlineData("for", 10_675_199, 0, 0)]
    [InlineData("minDelay", 1, 1.5, 2)]
    [InlineData("maxDelay", 1, 0, 50)]
    public void Time_that_no_clock_can_wait_is_refused_with_the_name_of_its_field(string field, double life, double minDelay, double maxDelay)
    {
        var book = new FaultBook(TimeProvider.System);
        var rule = new FaultRule { Kind = FaultKind.Delay, For = TimeSpan.FromDays(life), MinDelay = TimeSpan.FromDays(minDelay), MaxDelay = TimeSpan.FromDays(maxDelay) };

        var refused = Assert.Throws<FaultRuleException>(() => book.Add(rule));

        Assert.Contains(refused.Mistakes, mistake => mistake.Field == field && mistake.Message.Contains("at most", StringComparison.Ordinal));
    }

    private static async Task ExpectAsync(FaultWorld world, string operation, bool isWell)
    {
        var call = world.CallAsync(operation, "a");
        await world.Host.UntilAsync(() => call.IsCompleted);
        Assert.Equal(isWell, await call);
    }

    private static async Task<List<bool>> HitsAsync(int seed)
    {
        await using var world = await FaultWorld.StartAsync(seed);
        world.Host.Faults.Add(new FaultRule { Kind = FaultKind.Error, Operation = "bind", Probability = 0.5 });
        var hits = new List<bool>();
        for (var call = 0; call < 40; call++)
            hits.Add(!await world.CallAsync("bind", "a"));
        return hits;
    }
}
