using System.Net;
using Dapr.Actors.Runtime;
using Microsoft.Extensions.DependencyInjection;

namespace Fleet.Tests.Unit.DaprSdk;

public sealed class ActorHostTests
{
    private const string Counter = "/actors/CounterActor/7";
    private const string State = "/v1.0/actors/CounterActor/7/state";

    private readonly ScriptedSidecar sidecar = new();

    [Fact]
    public async Task Config_tells_types_and_options()
    {
        await using var app = await TestApp.WithActorsAsync(sidecar, options =>
        {
            options.ActorIdleTimeout = TimeSpan.FromMinutes(90);
            options.DrainRebalancedActors = true;
            options.ReentrancyConfig.Enabled = true;
            options.Actors.RegisterActor<CounterActor>("Counter", new ActorRuntimeOptions { RemindersStoragePartitions = 4 });
        });

        Assert.Equal(
            """{"entities":["Counter"],"actorIdleTimeout":"1h30m0s0ms","drainRebalancedActors":true,"reentrancy":{"enabled":true},"entitiesConfig":[{"entities":["Counter"],"remindersStoragePartitions":4,"reentrancy":{"enabled":false}}]}""",
            await app.Client.GetStringAsync("/dapr/config"));
    }

    [Fact]
    public async Task A_turn_reads_what_it_needs_and_saves_its_changes_in_one_call()
    {
        sidecar.Answer(HttpStatusCode.OK, "5").Answer(HttpStatusCode.NoContent);
        await using var app = await StartAsync();

        var response = await app.PutAsync($"{Counter}/method/Add", "2");

        Assert.Equal((HttpStatusCode.OK, "7"), (response.StatusCode, await response.Content.ReadAsStringAsync()));
        Assert.Equal([$"GET {State}/count", $"PUT {State}"], sidecar.Calls.Select(call => call.Line));
        Assert.Equal("""[{"operation":"upsert","request":{"key":"count","value":7}}]""", sidecar.Calls[1].Body);
    }

    [Fact]
    public async Task A_second_turn_reads_nothing_again()
    {
        sidecar.Answer(HttpStatusCode.OK, "5").Answer(HttpStatusCode.NoContent).Answer(HttpStatusCode.NoContent);
        await using var app = await StartAsync();

        await app.PutAsync($"{Counter}/method/Add", "2");
        var unchanged = await app.PutAsync($"{Counter}/method/Value");
        await app.PutAsync($"{Counter}/method/Add", "1");

        Assert.Equal("7", await unchanged.Content.ReadAsStringAsync());
        Assert.Equal([$"GET {State}/count", $"PUT {State}", $"PUT {State}"], sidecar.Calls.Select(call => call.Line));
    }

    [Fact]
    public async Task A_turn_that_throws_saves_nothing_and_is_forgotten()
    {
        sidecar.Answer(HttpStatusCode.OK, "5").Answer(HttpStatusCode.OK, "5");
        await using var app = await StartAsync();

        await Assert.ThrowsAsync<InvalidOperationException>(() => app.PutAsync($"{Counter}/method/AddAndFail", "2"));
        var after = await app.PutAsync($"{Counter}/method/Value");

        Assert.Equal("5", await after.Content.ReadAsStringAsync());
        Assert.DoesNotContain(sidecar.Calls, call => call.Method == "PUT");
        Assert.Contains("ActorInterfaceMethod AddAndFail failed: broken after the change", LogOf(app));
    }

    [Fact]
    public async Task A_turn_whose_save_fails_is_forgotten_too()
    {
        sidecar.Answer(HttpStatusCode.OK, "5").Answer(HttpStatusCode.InternalServerError).Answer(HttpStatusCode.OK, "5");
        await using var app = await StartAsync();

        await Assert.ThrowsAsync<Dapr.DaprApiException>(() => app.PutAsync($"{Counter}/method/Add", "2"));
        var after = await app.PutAsync($"{Counter}/method/Value");

        Assert.Equal("5", await after.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Setting_a_value_needs_no_read_and_carries_its_time_to_live()
    {
        sidecar.Answer(HttpStatusCode.NoContent);
        await using var app = await StartAsync();

        await app.PutAsync($"{Counter}/method/Rename", "\"x\"");

        Assert.Equal(
            """[{"operation":"upsert","request":{"key":"name","value":"x","metadata":{"ttlInSeconds":"60"}}}]""",
            sidecar.Call.Body);
    }

    [Fact]
    public async Task Removing_a_value_deletes_it()
    {
        sidecar.Answer(HttpStatusCode.OK, "5").Answer(HttpStatusCode.NoContent);
        await using var app = await StartAsync();

        await app.PutAsync($"{Counter}/method/Forget");

        Assert.Equal("""[{"operation":"delete","request":{"key":"count"}}]""", sidecar.Calls[1].Body);
    }

    [Fact]
    public async Task A_reminder_is_registered_with_durations_and_base64()
    {
        sidecar.Answer(HttpStatusCode.NoContent);
        await using var app = await StartAsync();

        await app.PutAsync($"{Counter}/method/Remind");

        Assert.Equal("PUT /v1.0/actors/CounterActor/7/reminders/rem", sidecar.Call.Line);
        Assert.Equal(
            """{"dueTime":"0h1m30s0ms","period":"R3/P1DT","data":"AQI=","ttl":"120h0m0s0ms"}""",
            sidecar.Call.Body);
    }

    [Fact]
    public async Task A_reminder_fires_as_a_turn()
    {
        sidecar.Answer(HttpStatusCode.NoContent).Answer(HttpStatusCode.NoContent);
        await using var app = await StartAsync();

        await app.PutAsync($"{Counter}/method/remind/rem", """{"data":"AQI=","dueTime":"1h0m5s","period":"@every 30m0s"}""");

        Assert.Equal(["activated 7", "rem 1,2 01:00:05 00:30:00"], LogOf(app));
        Assert.Equal("""[{"operation":"upsert","request":{"key":"count","value":10}}]""", sidecar.Calls[1].Body);
    }

    [Fact]
    public async Task A_timer_is_registered_and_calls_back()
    {
        sidecar.Answer(HttpStatusCode.NoContent);
        await using var app = await StartAsync();

        await app.PutAsync($"{Counter}/method/Schedule");
        var registered = sidecar.Call.Body!;
        await app.PutAsync($"{Counter}/method/timer/tick", registered);

        Assert.Equal("PUT /v1.0/actors/CounterActor/7/timers/tick", sidecar.Call.Line);
        Assert.Equal("""{"dueTime":"0h0m1s500ms","data":"bm93","callback":"OnTick"}""", registered);
        Assert.Equal(["activated 7", "now"], LogOf(app));
    }

    [Fact]
    public async Task A_deactivated_actor_reads_its_state_again()
    {
        sidecar.Answer(HttpStatusCode.OK, "5").Answer(HttpStatusCode.OK, "6");
        await using var app = await StartAsync();

        await app.PutAsync($"{Counter}/method/Value");
        await app.Client.DeleteAsync(Counter);
        var after = await app.PutAsync($"{Counter}/method/Value");

        Assert.Equal("6", await after.Content.ReadAsStringAsync());
        Assert.Equal(["activated 7", "deactivated 7", "activated 7"], LogOf(app));
    }

    [Fact]
    public async Task An_unknown_method_is_named()
    {
        await using var app = await StartAsync();

        var failure = await Assert.ThrowsAsync<MissingMethodException>(() => app.PutAsync($"{Counter}/method/Fly"));

        Assert.Contains("Fly", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_app_is_healthy() // for the sidecar, which asks before it places actors
    {
        await using var app = await StartAsync();

        Assert.Equal("Healthy", await app.Client.GetStringAsync("/healthz"));
    }

    private Task<TestApp> StartAsync() =>
        TestApp.WithActorsAsync(sidecar, options => options.Actors.RegisterActor<CounterActor>());

    private static List<string> LogOf(TestApp app) => app.Services.GetRequiredService<ActorLog>().Lines;
}
