using System.Net.Http.Json;

namespace Fleet.Tests.Unit.Runtime.Actors;

/// <summary>Actors through the API: where they are, when they leave, what waits for what.</summary>
public sealed class ActorHostingTests : IAsyncLifetime
{
    private readonly ActorApp app = new();
    private ActorRuntime runtime = null!;

    public async ValueTask InitializeAsync() => runtime = await ActorRuntime.StartAsync();

    [Fact]
    public async Task A_call_reaches_the_host_from_any_sidecar()
    {
        await runtime.AddAsync("host", app);
        var caller = await runtime.AddAsync("caller", app: null);
        Assert.Equal(200, await runtime.CallAsync(caller, "1", "m"));
        Assert.Equal(["PUT /actors/T/1/method/m"], app.Calls);
    }

    [Fact]
    public async Task A_second_call_waits_for_the_turn_of_the_first_and_another_actor_does_not()
    {
        var host = await runtime.AddAsync("host", app);
        var hold = app.Hold("/actors/T/1/method/slow");
        var slow = runtime.CallAsync(host, "1", "slow");
        await app.CalledAsync("PUT /actors/T/1/method/slow");
        var next = runtime.CallAsync(host, "1", "next");
        Assert.Equal(200, await runtime.CallAsync(host, "2", "m"));
        Assert.Equal(2, app.Calls.Length);
        hold.SetResult();
        Assert.Equal((200, 200), (await slow, await next));
        Assert.Equal("PUT /actors/T/1/method/next", app.Calls[^1]);
    }

    [Fact]
    public async Task A_caller_that_gives_up_frees_its_place_but_not_a_turn_that_has_begun()
    {
        var host = await runtime.AddAsync("host", app);
        var hold = app.Hold("/actors/T/1/method/slow");
        using var giveUp = new CancellationTokenSource();
        var slow = runtime.CallAsync(host, "1", "slow", giveUp.Token);
        await app.CalledAsync("PUT /actors/T/1/method/slow");
        var waiting = runtime.CallAsync(host, "1", "waiting", giveUp.Token);
        var next = runtime.CallAsync(host, "1", "next");
        await giveUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        Assert.Equal(200, await runtime.CallAsync(host, "2", "m"));
        Assert.DoesNotContain("PUT /actors/T/1/method/next", app.Calls);
        hold.SetResult();
        Assert.Equal(200, await next);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => slow);
        Assert.DoesNotContain("PUT /actors/T/1/method/waiting", app.Calls);
    }

    [Fact]
    public async Task An_idle_actor_is_deactivated_and_a_call_makes_it_active_again()
    {
        var host = await runtime.AddAsync("host", app);
        await runtime.CallAsync(host, "1", "m");
        runtime.Time.Advance(TimeSpan.FromMinutes(30));
        await runtime.CallAsync(host, "1", "m");
        runtime.Time.Advance(TimeSpan.FromMinutes(59));
        Assert.DoesNotContain("DELETE /actors/T/1", app.Calls);
        runtime.Time.Advance(TimeSpan.FromMinutes(2));
        await app.CalledAsync("DELETE /actors/T/1");
        Assert.Equal(200, await runtime.CallAsync(host, "1", "m"));
    }

    [Fact]
    public async Task Two_instances_share_the_actors_and_the_one_that_is_left_takes_all()
    {
        var other = new ActorApp();
        var first = await runtime.AddAsync("host", app);
        for (var i = 0; i < 40; i++)
            await runtime.CallAsync(first, $"{i}", "m");
        await runtime.AddAsync("host", other);
        for (var i = 0; i < 40; i++)
            await runtime.CallAsync(first, $"{i}", "n");
        var moved = other.Calls.Length;
        Assert.InRange(moved, 5, 35);
        Assert.Equal(moved, app.Calls.Count(call => call.StartsWith("DELETE", StringComparison.Ordinal)));

        await runtime.StopAsync(first);
        Assert.Equal(40, app.Calls.Count(call => call.StartsWith("DELETE", StringComparison.Ordinal)));
        var caller = await runtime.AddAsync("caller", app: null);
        for (var i = 0; i < 40; i++)
            Assert.Equal(200, await runtime.CallAsync(caller, $"{i}", "m"));
    }

    [Fact]
    public async Task An_actor_that_moves_finishes_its_call_before_its_new_host_is_called()
    {
        var hold = app.Hold("/actors/T/1/method/slow");
        var other = new ActorApp();
        var first = await runtime.AddAsync("host", app);
        var caller = await runtime.AddAsync("caller", app: null);
        var slow = runtime.CallAsync(caller, "1", "slow");
        await app.CalledAsync("PUT /actors/T/1/method/slow");
        await runtime.AddAsync("host", other);
        var stopping = runtime.StopAsync(first);
        var next = runtime.CallAsync(caller, "1", "next");
        Assert.Equal(200, await runtime.CallAsync(caller, "2", "m"));
        Assert.DoesNotContain("PUT /actors/T/1/method/next", other.Calls);
        hold.SetResult();
        Assert.Equal((200, 200), (await slow, await next));
        await stopping;
        Assert.Equal(["PUT /actors/T/1/method/slow", "DELETE /actors/T/1"], app.Calls);
        Assert.Contains("PUT /actors/T/1/method/next", other.Calls);
    }

    [Fact]
    public async Task A_call_that_does_not_end_is_cut_short_when_its_host_has_waited_long_enough()
    {
        var first = await runtime.AddAsync("host", app);
        var caller = await runtime.AddAsync("caller", app: null);
        app.Hold("/actors/T/1/method/slow");
        var slow = runtime.CallAsync(caller, "1", "slow");
        await app.CalledAsync("PUT /actors/T/1/method/slow");
        var stopping = runtime.StopAsync(first);
        Assert.True(await runtime.Time.AdvanceUntilAsync(() => Task.FromResult(stopping.IsCompleted), TimeSpan.FromSeconds(10), TimeSpan.FromMinutes(5)));
        Assert.Equal(500, await slow);
        Assert.Contains("DELETE /actors/T/1", app.Calls);
    }

    [Fact]
    public async Task A_reminder_waits_for_its_host_and_reaches_the_instance_that_has_the_actor()
    {
        var first = await runtime.AddAsync("host", app);
        (await runtime.Client(first).PostAsJsonAsync("/v1.0/actors/T/1/reminders/r", new { dueTime = "24h" })).EnsureSuccessStatusCode();
        await runtime.StopAsync(first);
        runtime.Time.Advance(TimeSpan.FromDays(2));
        Assert.Empty(app.Calls);
        var next = new ActorApp();
        await runtime.AddAsync("host", next);
        await next.CalledAsync("PUT /actors/T/1/method/remind/r");
    }

    [Fact]
    public async Task A_reminder_in_a_database_outlives_the_runtime()
    {
        var folder = Directory.CreateTempSubdirectory("fleet-scheduler-");
        var start = runtime.Time.GetUtcNow();
        try
        {
            var file = Path.Combine(folder.FullName, "scheduler.db");
            await using (var before = await ActorRuntime.StartAsync(runtime.Time, file))
            {
                var client = before.Client(await before.AddAsync("host", app));
                (await client.PostAsJsonAsync("/v1.0/actors/T/1/reminders/r", new { dueTime = "24h", period = "R2/PT10M", ttl = "50h", data = new { x = 1 } })).EnsureSuccessStatusCode();
                (await client.PostAsJsonAsync("/v1.0/actors/T/1/reminders/gone", new { dueTime = "1h" })).EnsureSuccessStatusCode();
                (await client.DeleteAsync("/v1.0/actors/T/1/reminders/gone")).EnsureSuccessStatusCode();
            }

            await using var after = await ActorRuntime.StartAsync(runtime.Time, file);
            var next = after.Client(await after.AddAsync("host", app));
            var kept = await next.GetStringAsync("/v1.0/actors/T/1/reminders/r");
            Assert.Equal("""{"actorID":"1","actorType":"T","dueTime":"24h","period":"@every 10m0s","data":{"x":1}}""", kept);
            await runtime.Time.AdvanceUntilAsync(() => Task.FromResult(app.Calls.Length == 2), TimeSpan.FromMinutes(5), TimeSpan.FromHours(40));
            Assert.Equal(["PUT /actors/T/1/method/remind/r", "PUT /actors/T/1/method/remind/r"], app.Calls);
            Assert.InRange(runtime.Time.GetUtcNow(), start.AddMinutes(1450), start.AddMinutes(1460));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task A_timer_ends_when_its_actor_is_deactivated()
    {
        var host = await runtime.AddAsync("host", app);
        await runtime.CallAsync(host, "1", "m");
        (await runtime.Client(host).PostAsJsonAsync("/v1.0/actors/T/1/timers/t", new { dueTime = "2h", period = "1s" })).EnsureSuccessStatusCode();
        runtime.Time.Advance(TimeSpan.FromHours(1.5));
        await app.CalledAsync("DELETE /actors/T/1");
        runtime.Time.Advance(TimeSpan.FromHours(3));
        Assert.Equal(200, await runtime.CallAsync(host, "1", "m"));
        Assert.DoesNotContain("PUT /actors/T/1/method/timer/t", app.Calls);
    }

    public async ValueTask DisposeAsync() => await runtime.DisposeAsync();
}
