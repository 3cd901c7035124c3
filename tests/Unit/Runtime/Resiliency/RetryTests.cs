namespace Fleet.Tests.Unit.Runtime.Resiliency;

/// <summary>What is tried again, how often and for how long.</summary>
public sealed class RetryTests
{
    [Fact]
    public async Task Each_try_goes_to_the_next_instance()
    {
        var (down, well) = (new ScriptedApp().On("/m", 503), new ScriptedApp().On("/m", 200));
        await using var world = await PolicyWorld.StartAsync(Retry("policy: constant, duration: 1s, maxRetries: 1"));
        await world.AddAsync("b", down);
        await world.AddAsync("b", well);

        Assert.Equal((200, 200), (await world.SendAsync("/v1.0/invoke/b/method/m"), await world.SendAsync("/v1.0/invoke/b/method/m")));
        Assert.InRange(down.Count("/m"), 1, 2);
    }

    [Fact]
    public async Task An_app_that_is_not_there_yet_is_looked_for_again()
    {
        await using var world = await PolicyWorld.StartAsync(Retry("policy: constant, duration: 1h"));

        var call = world.SendAsync("/v1.0/invoke/b/method/m", stepSeconds: 5);
        await world.AddAsync("b", new ScriptedApp().On("/m", 200));

        Assert.Equal(200, await call);
    }

    [Fact]
    public async Task An_exponential_policy_ends_after_a_quarter_of_an_hour()
    {
        var app = new ScriptedApp().On("/m", 500);
        await using var world = await PolicyWorld.StartAsync(Retry("policy: exponential, maxInterval: 10s, maxRetries: -1"));
        await world.AddAsync("b", app);
        var before = world.Time.GetUtcNow();

        Assert.Equal(500, await world.SendAsync("/v1.0/invoke/b/method/m", stepSeconds: 5));

        Assert.InRange(world.Time.GetUtcNow() - before, TimeSpan.FromMinutes(14), TimeSpan.FromMinutes(15.1));
    }

    [Theory]
    [InlineData("DaprBuiltInServiceRetries", "", 4)]
    [InlineData("DaprBuiltInServiceRetries", "policy: constant, duration: 1s, maxRetries: 1", 4)]
    [InlineData("DaprBuiltInServiceRetries", "policy: constant, duration: 1s, maxRetries: 6", 7)]
    [InlineData("DaprBuiltInActorNotFoundRetries", "policy: constant, duration: 1s, maxRetries: 9", 6)]
    public async Task A_built_in_policy_can_be_named_and_not_be_weakened(string name, string overridden, int calls)
    {
        var app = new ScriptedApp().On("/m", 500);
        var retries = overridden.Length == 0 ? "other: {maxRetries: 0}" : $"{name}: {{{overridden}}}";
        await using var world = await PolicyWorld.StartAsync($"policies:\n  retries:\n    {retries}\ntargets:\n  apps:\n    b: {{retry: {name}}}");
        await world.AddAsync("b", app);

        await world.SendAsync("/v1.0/invoke/b/method/m");

        Assert.Equal(calls, app.Count("/m"));
        Assert.Equal(overridden.Length > 0 && !overridden.EndsWith('6'), world.Log.Lines.Any(line => line.Contains("is built in", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("500, 502")]
    [InlineData("600")]
    [InlineData("503-501")]
    public async Task Codes_that_daprd_cannot_read_cost_the_whole_file(string codes)
    {
        var app = new ScriptedApp().On("/m", 500);
        await using var world = await PolicyWorld.StartAsync(Retry($"maxRetries: 3, matching: {{httpStatusCodes: \"{codes}\"}}"));
        await world.AddAsync("b", app);

        await world.SendAsync("/v1.0/invoke/b/method/m");

        Assert.Equal(1, app.Count("/m"));
        Assert.Contains(world.Log.Lines, line => line.Contains("spec.policies.retries.again.matching.httpStatusCodes", StringComparison.Ordinal));
    }

    private static string Retry(string policy) => $"policies:\n  retries:\n    again: {{{policy}}}\ntargets:\n  apps:\n    b: {{retry: again}}";
}
