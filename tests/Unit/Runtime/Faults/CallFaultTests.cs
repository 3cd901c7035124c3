using Fleet.Runtime.Faults;

namespace Fleet.Tests.Unit.Runtime.Faults;

/// <summary>Each kind of fault at each place where a caller waits for an answer.</summary>
public sealed class CallFaultTests
{
    public static TheoryData<string> Places =>
        ["invoke", "app.call", "actor", "app.actor", "api", "client", "state.get", "state.set", "state.delete", "state.transact", "bind", "secret",
         "lock.take", "lock.free", "configuration"];

    [Theory]
    [MemberData(nameof(Places))]
    public async Task Error_is_answered_and_nothing_is_done(string place)
    {
        await using var world = await WithAsync(place, FaultKind.Error);

        Assert.False(await world.CallAsync(place, "a"));
        Assert.Empty(world.Done);
        Assert.True(await world.CallAsync(place, "b"));
        Assert.Equal(["b"], world.Done);
    }

    [Theory]
    [MemberData(nameof(Places))]
    public async Task Dropped_request_is_never_carried_out(string place)
    {
        await using var world = await WithAsync(place, FaultKind.Drop);

        Assert.False(await world.CallAsync(place, "a"));
        Assert.Empty(world.Done);
    }

    [Theory]
    [MemberData(nameof(Places))]
    public async Task Call_whose_answer_is_dropped_was_carried_out(string place)
    {
        await using var world = await WithAsync(place, FaultKind.DropAnswer);

        Assert.False(await world.CallAsync(place, "a"));
        Assert.Equal(["a"], world.Done);
    }

    [Theory]
    [MemberData(nameof(Places))]
    public async Task Duplicate_is_carried_out_twice_with_the_whole_body_and_answered_once(string place)
    {
        await using var world = await WithAsync(place, FaultKind.Duplicate);

        Assert.True(await world.CallAsync(place, "a"));
        Assert.Equal(["a", "a"], world.Done);
    }

    [Theory]
    [MemberData(nameof(Places))]
    public async Task Held_back_call_comes_behind_a_later_one(string place)
    {
        await using var world = await WithAsync(place, FaultKind.Reorder);

        var first = world.CallAsync(place, "a");
        await world.Host.UntilAsync(() => world.Host.Faults.Rules[0].Acted == 1);
        Assert.True(await world.CallAsync(place, "b"));
        Assert.True(await first);
        Assert.Equal(["b", "a"], world.Done);
    }

    [Theory]
    [MemberData(nameof(Places))]
    public async Task Delayed_call_waits_for_the_clock(string place)
    {
        await using var world = await WithAsync(place, FaultKind.Delay);

        var call = world.CallAsync(place, "a");
        await world.Host.UntilAsync(() => world.Host.Faults.Rules[0].Acted == 1);
        Assert.Empty(world.Done);
        await world.Host.UntilAsync(() => call.IsCompleted);
        Assert.True(await call);
        Assert.Equal(["a"], world.Done);
    }

    [Theory]
    [InlineData("invoke")]
    [InlineData("app.call")]
    [InlineData("api")]
    [InlineData("client")]
    public async Task Error_over_HTTP_has_the_status_that_was_asked_for(string place)
    {
        await using var world = await FaultWorld.StartAsync();
        using var client = place == "client" ? world.Host.App("app").CreateClient() : await world.Host.AddClientAsync("other");
        world.Host.Faults.Add(new FaultRule { Kind = FaultKind.Error, Operation = place, Status = 503, Message = "gone fishing" });

        using var answer = await client.GetAsync(place == "client" ? "/x" : "/v1.0/invoke/app/method/x", TestContext.Current.CancellationToken);

        Assert.Equal(503, (int)answer.StatusCode);
        Assert.Contains("gone fishing", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    private static async Task<FaultWorld> WithAsync(string place, FaultKind kind)
    {
        var world = await FaultWorld.StartAsync();
        world.Host.Faults.Add(new FaultRule { Kind = kind, Operation = place, Times = 1, MinDelay = kind == FaultKind.Delay ? TimeSpan.FromSeconds(30) : default });
        return world;
    }
}
