using System.Net.Http.Json;
using System.Text.Json;
using Fleet.Runtime.Faults;

namespace Fleet.Tests.Unit.Runtime.Faults;

/// <summary>Faults where nobody waits for an answer: what the runtime brings to the app comes again, or twice.</summary>
public sealed class DeliveryFaultTests
{
    [Theory]
    [InlineData("publish", FaultKind.Error, 0)]
    [InlineData("publish", FaultKind.Drop, 0)]
    [InlineData("publish", FaultKind.DropAnswer, 1)]
    [InlineData("publish", FaultKind.Duplicate, 2)]
    [InlineData("receive", FaultKind.Error, 1)]
    [InlineData("receive", FaultKind.Drop, 1)]
    [InlineData("receive", FaultKind.DropAnswer, 2)]
    [InlineData("receive", FaultKind.Duplicate, 2)]
    [InlineData("receive", FaultKind.Delay, 1)]
    [InlineData("receive", FaultKind.Reorder, 1)]
    [InlineData("deliver", FaultKind.Error, 1)]
    [InlineData("deliver", FaultKind.Drop, 1)]
    [InlineData("deliver", FaultKind.DropAnswer, 2)]
    [InlineData("deliver", FaultKind.Duplicate, 2)]
    [InlineData("deliver", FaultKind.Delay, 1)]
    [InlineData("deliver", FaultKind.Reorder, 1)]
    public async Task Event_comes_to_the_app_so_often(string place, FaultKind kind, int times)
    {
        await using var world = await WithAsync(new FaultRule { Kind = kind, Operation = place, Target = "orders", Times = 1, MinDelay = Wait(kind) });

        await world.PostAsync("/v1.0/publish/pubsub/orders", new { id = 1 });

        await world.Host.UntilAsync(() => world.Host.Faults.Rules[0].Acted == 1);
        await world.Host.UntilAsync(async () => world.Done.Count >= times && (await world.Host.Inspect.QueuesAsync()).All(queue => queue is { Waiting: 0, InFlight: 0 }));
        Assert.Equal(Enumerable.Repeat("/orders", times), world.Done);
    }

    [Theory]
    [InlineData("publish")]
    [InlineData("receive")]
    [InlineData("deliver")]
    public async Task Held_back_event_comes_behind_a_later_one(string place)
    {
        await using var world = await WithAsync(new FaultRule { Kind = FaultKind.Reorder, Operation = place, Times = 1, MaxDelay = TimeSpan.FromHours(1) });

        var first = world.PostAsync("/v1.0/publish/pubsub/orders", new { id = 1 });
        await world.Host.UntilAsync(() => world.Host.Faults.Rules[0].Acted == 1);
        Assert.Empty(world.Host.Inspect.Calls("app", "/orders"));
        await world.PostAsync("/v1.0/publish/pubsub/orders", new { id = 2 });
        await first;

        await world.Host.UntilAsync(() => world.Done.Count == 2);
        // Between two deliveries of one broker only the broker's order is sure: the app may be given both at once.
        if (place == "publish")
            Assert.Equal([2, 1], world.Host.Inspect.Published("orders").Select(told => Id(told.Text)));
        else
            Assert.Equal([2, 1], world.Orders);
    }

    [Theory]
    [InlineData(FaultKind.Error, 1)]
    [InlineData(FaultKind.Drop, 1)]
    [InlineData(FaultKind.DropAnswer, 2)]
    [InlineData(FaultKind.Duplicate, 2)]
    [InlineData(FaultKind.Delay, 1)]
    public async Task Job_comes_to_the_app_so_often(FaultKind kind, int times)
    {
        await using var world = await WithAsync(new FaultRule { Kind = kind, Operation = "job", Target = "tidy", Times = 1, MinDelay = Wait(kind) });
        using var client = new HttpClient(world.Host.App("app").ToSidecar, disposeHandler: false) { BaseAddress = new Uri("http://localhost") };

        await client.PostAsJsonAsync("/v1.0-alpha1/jobs/tidy", new { data = "x", dueTime = "1s" }, TestContext.Current.CancellationToken);

        await world.Host.UntilAsync(() => world.Host.Faults.Rules[0].Acted == 1 && world.Done.Count >= times);
        Assert.Equal(times, world.Host.Inspect.Calls("app", "/job/tidy").Count);
    }

    [Theory]
    [InlineData("reminder", FaultKind.Error, 1)]
    [InlineData("reminder", FaultKind.Drop, 1)]
    [InlineData("reminder", FaultKind.DropAnswer, 2)]
    [InlineData("reminder", FaultKind.Duplicate, 2)]
    [InlineData("timer", FaultKind.Duplicate, 2)]
    [InlineData("timer", FaultKind.Delay, 1)]
    public async Task Reminder_or_timer_comes_to_the_actor_so_often(string place, FaultKind kind, int times)
    {
        await using var world = await WithAsync(new FaultRule { Kind = kind, Operation = place, Target = "T", Times = 1, MinDelay = Wait(kind) });

        Assert.True(await world.CallAsync("actor", "a"));
        using var own = new HttpClient(world.Host.App("app").ToSidecar, disposeHandler: false) { BaseAddress = new Uri("http://localhost") };
        using var registered = await own.PostAsJsonAsync($"/v1.0/actors/T/a/{place}s/wake", new { dueTime = "1s" }, TestContext.Current.CancellationToken);
        Assert.Equal(204, (int)registered.StatusCode);

        await world.Host.UntilAsync(() => world.Host.Faults.Rules[0].Acted == 1 && world.Done.Count >= times + 1);
        Assert.Equal(times + 1, world.Done.Count);
    }

    [Theory]
    [InlineData("trigger", FaultKind.Drop, 2)]
    [InlineData("trigger", FaultKind.Duplicate, 4)]
    [InlineData("read", FaultKind.Error, 2)]
    [InlineData("read", FaultKind.Duplicate, 4)]
    public async Task Of_three_ticks_so_many_calls_come(string place, FaultKind kind, int calls)
    {
        await using var world = await WithAsync(new FaultRule { Kind = kind, Operation = place, Component = "tick", Times = 1 });
        var begin = world.Host.Time.GetUtcNow();

        await world.Host.UntilAsync(() => world.Host.Time.GetUtcNow() - begin > TimeSpan.FromSeconds(32));

        Assert.Equal(calls, world.Host.Inspect.Calls("app", "/tick").Count(call => call.Method == "POST"));
    }

    private static int Id(string told) => JsonDocument.Parse(told).RootElement.GetProperty("data").GetProperty("id").GetInt32();

    private static TimeSpan Wait(FaultKind kind) => kind == FaultKind.Delay ? TimeSpan.FromSeconds(20) : TimeSpan.Zero;

    private static async Task<FaultWorld> WithAsync(FaultRule rule)
    {
        var world = await FaultWorld.StartAsync();
        world.Host.Faults.Add(rule);
        return world;
    }
}
