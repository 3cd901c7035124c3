using Fleet.Runtime.Resiliency;
using Fleet.Tests.Unit.Runtime.Resiliency;

namespace Fleet.Tests.Unit.Runtime.Reload;

/// <summary>Changed Resiliency files act without a restart, faulty ones do not.</summary>
public sealed class ReloadTests
{
    private const string Once = "policies:\n  retries:\n    again: {policy: constant, duration: 1s, maxRetries: 1}\n  circuitBreakers:\n    cb: {timeout: 1h, trip: consecutiveFailures > 1}\n";
    private const string Targets = "targets:\n  apps:\n    b: {retry: again}\n    c: {circuitBreaker: cb}";

    [Fact]
    public async Task A_changed_policy_acts_and_a_breaker_that_did_not_change_stays_open()
    {
        var (b, c) = (new ScriptedApp().On("/m", 500), new ScriptedApp().On("/m", 500));
        await using var world = await StartAsync(b, c);
        await world.SendAsync("/v1.0/invoke/c/method/m");
        await world.SendAsync("/v1.0/invoke/c/method/m");

        world.Write("r.yaml", PolicyWorld.Resiliency("r", (Once + Targets).Replace("maxRetries: 1", "maxRetries: 4", StringComparison.Ordinal)));
        await world.Runtime.ReloadAsync(TestContext.Current.CancellationToken);
        await world.SendAsync("/v1.0/invoke/b/method/m");
        await world.SendAsync("/v1.0/invoke/c/method/m");

        Assert.Equal((5, 2), (b.Count("/m"), c.Count("/m")));
        Assert.Contains(Reloads(world), line => line.Contains("resiliency 'r' reloaded from", StringComparison.Ordinal) && line.EndsWith("r.yaml (caller)", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_breaker_that_changed_begins_anew()
    {
        await using var world = await StartAsync(new ScriptedApp(), new ScriptedApp().On("/m", 500));
        await world.SendAsync("/v1.0/invoke/c/method/m");
        await world.SendAsync("/v1.0/invoke/c/method/m");

        world.Write("r.yaml", PolicyWorld.Resiliency("r", (Once + Targets).Replace("timeout: 1h", "timeout: 2h", StringComparison.Ordinal)));
        await world.Runtime.ReloadAsync(TestContext.Current.CancellationToken);
        await world.SendAsync("/v1.0/invoke/c/method/m");

        Assert.Equal(CircuitState.Closed, Assert.Single(world.Caller.Policies.Describe().Single(target => target.Target == "apps/c").Breakers).State);
    }

    [Theory]
    [InlineData("maxRetries: 1", "maxRetries: many", "r.yaml:8: spec.policies.retries.again.maxRetries: ")]
    [InlineData("retry: again", "retry: agian", "r.yaml:13: spec.targets.apps.b.retry: is 'agian'")]
    [InlineData("duration: 1s", "duration: soon", "r.yaml:8: spec.policies.retries.again.duration: is 'soon'")]
    [InlineData("targets:", "targets: [", "r.yaml:")]
    public async Task A_faulty_version_is_reported_and_the_one_before_stays(string good, string bad, string report)
    {
        var b = new ScriptedApp().On("/m", 500);
        await using var world = await StartAsync(b, new ScriptedApp());

        world.Write("r.yaml", PolicyWorld.Resiliency("r", (Once + Targets).Replace(good, bad, StringComparison.Ordinal)));
        await world.Runtime.ReloadAsync(TestContext.Current.CancellationToken);
        await world.Runtime.ReloadAsync(TestContext.Current.CancellationToken);
        await world.SendAsync("/v1.0/invoke/b/method/m");

        Assert.Equal(2, b.Count("/m"));
        Assert.Contains(Reloads(world), line => line.Contains(report, StringComparison.Ordinal));
        Assert.Contains(Reloads(world), line => line.StartsWith("Warning", StringComparison.Ordinal) && line.Contains("in force", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_policy_that_another_file_needs_is_not_taken_away()
    {
        var b = new ScriptedApp().On("/m", 500);
        await using var world = await StartAsync(b, new ScriptedApp());
        world.Write("s.yaml", PolicyWorld.Resiliency("s", "targets:\n  apps:\n    b: {retry: again}"));
        await world.Runtime.ReloadAsync(TestContext.Current.CancellationToken);

        File.Delete(Path.Combine(world.Folder, "r.yaml"));
        await world.Runtime.ReloadAsync(TestContext.Current.CancellationToken);
        await world.SendAsync("/v1.0/invoke/b/method/m");

        Assert.Equal(2, b.Count("/m"));
        Assert.Contains(Reloads(world), line => line.Contains("spec.targets.apps.b.retry: is 'again'", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Files_that_come_and_go_act_while_they_are_there_and_for_whom_they_are()
    {
        var b = new ScriptedApp().On("/m", 500);
        await using var world = await StartAsync(b, new ScriptedApp());

        world.Write("s.yaml", PolicyWorld.Resiliency("s", "targets:\n  apps:\n    b: {}").Replace("spec:", "scopes: [somebody]\nspec:", StringComparison.Ordinal));
        File.Delete(Path.Combine(world.Folder, "r.yaml"));
        await world.Runtime.ReloadAsync(TestContext.Current.CancellationToken);
        await world.SendAsync("/v1.0/invoke/b/method/m");

        Assert.Equal(1, b.Count("/m"));
        Assert.Contains(Reloads(world), line => line.Contains("resiliency 'r' removed", StringComparison.Ordinal));
        Assert.DoesNotContain(Reloads(world), line => line.Contains("'s'", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_changed_component_is_named_once_with_when_it_takes_effect()
    {
        await using var world = await StartAsync(new ScriptedApp(), new ScriptedApp());
        world.Write("c.yaml", "apiVersion: dapr.io/v1alpha1\nkind: Component\nmetadata: {name: things}\nspec: {type: state.in-memory, version: v1, metadata: []}\n");
        await world.Runtime.ReloadAsync(TestContext.Current.CancellationToken);
        await world.Runtime.ReloadAsync(TestContext.Current.CancellationToken);

        var line = Assert.Single(Reloads(world));
        Assert.EndsWith("c.yaml has changed: what it says of component 'things' takes effect at the next start", line, StringComparison.Ordinal);
    }

    private static async Task<PolicyWorld> StartAsync(ScriptedApp b, ScriptedApp c)
    {
        var world = await PolicyWorld.StartAsync(Once + Targets);
        await world.AddAsync("b", b);
        await world.AddAsync("c", c);
        return world;
    }

    private static IEnumerable<string> Reloads(PolicyWorld world) => world.Log.Lines.Where(line => line.Contains("fleet.runtime.reload", StringComparison.Ordinal));
}
