using System.Net.Http.Json;
using Fleet.Runtime.Hosting;

namespace Fleet.Tests.Unit.Runtime.Actors;

/// <summary>Actors through the API: where they are, when they leave, what waits for what.</summary>
public sealed class ActorHostingTests : IAsyncLifetime
{
    private static readonly string[] Ids = [.. Enumerable.Range(0, 20).Select(id => $"{id}")];
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
    public async Task Actors_that_move_to_an_instance_that_joins_finish_their_calls_first()
    {
        await runtime.AddAsync("host", app);
        var caller = await runtime.AddAsync("caller", app: null);
        var holds = Ids.Select(id => app.Hold($"/actors/T/{id}/method/slow")).ToList();
        var slow = await BeginAsync(caller);
        var other = new ActorApp();
        await runtime.AddAsync("host", other);
        var next = Ids.Select(id => runtime.CallAsync(caller, id, "next")).ToList();
        Assert.Equal(200, await runtime.CallAsync(caller, "free", "m"));
        Assert.DoesNotContain(other.Calls, call => call.EndsWith("/next", StringComparison.Ordinal));
        holds.ForEach(hold => hold.SetResult());
        Assert.All(await Task.WhenAll([.. slow, .. next]), status => Assert.Equal(200, status));
        var moved = other.Calls.Count(call => call.EndsWith("/next", StringComparison.Ordinal));
        Assert.InRange(moved, 1, Ids.Length - 1);
        Assert.Equal(moved, app.Calls.Count(call => call.StartsWith("DELETE", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_call_that_does_not_end_is_cut_short_when_its_actor_has_waited_long_enough_to_move()
    {
        var first = await runtime.AddAsync("host", app);
        foreach (var id in Ids)
            app.Hold($"/actors/T/{id}/method/slow");
        var slow = await BeginAsync(first);
        await runtime.AddAsync("host", new ActorApp());
        var start = runtime.Time.GetUtcNow();
        Assert.True(await runtime.Time.AdvanceUntilAsync(() => Task.FromResult(slow.Any(call => call.IsCompleted)), TimeSpan.FromSeconds(10), TimeSpan.FromMinutes(5)));
        Assert.InRange(runtime.Time.GetUtcNow() - start, TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(2));
        Assert.Equal(500, await await Task.WhenAny(slow));
        Assert.Contains(slow, call => !call.IsCompleted);
    }

    [Fact]
    public async Task A_shutdown_breaks_off_the_calls_in_progress_and_is_known_for_it()
    {
        var first = await runtime.AddAsync("host", app);
        var caller = await runtime.AddAsync("caller", app: null);
        app.Hold("/actors/T/1/method/slow");
        var slow = runtime.CallAsync(caller, "1", "slow");
        await app.CalledAsync("PUT /actors/T/1/method/slow");
        var waiting = runtime.CallAsync(caller, "1", "waiting");
        await runtime.StopAsync(first);
        // A call that finds no host waits a while for one.
        Assert.True(await runtime.Time.AdvanceUntilAsync(() => Task.FromResult(waiting.IsCompleted), TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1)));
        Assert.Equal((500, 500), (await slow, await waiting));
        Assert.True(first.HasBrokenOff);
        Assert.Equal(["PUT /actors/T/1/method/slow", "DELETE /actors/T/1"], app.Calls);
        var second = await runtime.AddAsync("host", app);
        Assert.Equal(200, await runtime.CallAsync(caller, "1", "m"));
        await runtime.StopAsync(second);
        Assert.False(second.HasBrokenOff);
    }

    [Fact]
    public async Task A_reminder_that_a_shutdown_breaks_off_comes_again()
    {
        var first = await runtime.AddAsync("host", app);
        var hold = app.Hold("/actors/T/1/method/remind/r");
        (await runtime.Client(first).PostAsJsonAsync("/v1.0/actors/T/1/reminders/r", new { })).EnsureSuccessStatusCode();
        await app.CalledAsync("PUT /actors/T/1/method/remind/r");
        await runtime.StopAsync(first);
        hold.SetResult();
        var next = new ActorApp();
        await runtime.AddAsync("host", next);
        Assert.True(await runtime.Time.AdvanceUntilAsync(() => Task.FromResult(next.Calls.Length > 0), TimeSpan.FromMilliseconds(10), TimeSpan.FromMinutes(1)));
        Assert.Equal(["PUT /actors/T/1/method/remind/r"], next.Calls);
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

    private async Task<List<Task<int>>> BeginAsync(Sidecar via)
    {
        var calls = Ids.Select(id => runtime.CallAsync(via, id, "slow")).ToList();
        foreach (var id in Ids)
            await app.CalledAsync($"PUT /actors/T/{id}/method/slow");
        return calls;
    }
}
