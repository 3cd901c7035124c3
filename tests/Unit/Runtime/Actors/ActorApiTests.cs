using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;

namespace Fleet.Tests.Unit.Runtime.Actors;

/// <summary>What the actors API takes and refuses, and what the app may say in its answers.</summary>
public sealed class ActorApiTests : IAsyncLifetime
{
    private readonly ActorApp app = new() { Config = """{"entities":["T","R"],"entitiesConfig":[{"entities":["R"],"reentrancy":{"enabled":true,"maxStackDepth":1}}]}""" };
    private ActorRuntime runtime = null!;
    private HttpClient client = null!;

    public async ValueTask InitializeAsync()
    {
        runtime = await ActorRuntime.StartAsync();
        client = runtime.Client(await runtime.AddAsync("host", app, probesHealth: true));
    }

    [Theory]
    [InlineData("/v1.0/actors/T/a%2Fb/method/m")]
    [InlineData("/v1.0/actors/T/a%3Fb/method/m")]
    [InlineData("/v1.0/actors/T%23/1/method/m")]
    [InlineData("/v1.0/actors/T/1/method/a%3Fb")]
    [InlineData("/v1.0/actors/T/1/reminders/a%5Cb")]
    [InlineData("/v1.0/actors/T/1/timers/a%0Ab")]
    public async Task A_name_that_could_lead_to_another_path_is_refused(string path)
    {
        Assert.Equal((400, "ERR_BAD_REQUEST"), await ErrorAsync(await client.PutAsJsonAsync(path, new { })));
        Assert.Empty(app.Calls);
    }

    [Fact]
    public async Task A_method_is_cleaned_as_a_path()
    {
        (await client.PutAsJsonAsync("/v1.0/actors/T/1/method/a%2F%2Fx%2F..%2Fb%2F", new { })).EnsureSuccessStatusCode();
        Assert.Equal(["PUT /actors/T/1/method/a/b"], app.Calls);
    }

    [Fact]
    public async Task A_chain_that_is_too_long_is_told_as_such()
    {
        var hold = app.Hold("/actors/R/1/method/outer");
        client.DefaultRequestHeaders.Add("Dapr-Reentrancy-Id", "chain");
        var outer = client.PutAsJsonAsync("/v1.0/actors/R/1/method/outer", new { });
        await app.CalledAsync("PUT /actors/R/1/method/outer");
        Assert.Equal((500, "ERR_ACTOR_STACK_DEPTH"), await ErrorAsync(await client.PutAsJsonAsync("/v1.0/actors/R/1/method/inner", new { })));
        hold.SetResult();
        (await outer).EnsureSuccessStatusCode();
    }

    [Fact]
    public async Task A_reminder_that_must_not_overwrite_is_refused_when_there_is_one()
    {
        (await client.PostAsJsonAsync("/v1.0/actors/T/1/reminders/r", new { dueTime = "1h", overwrite = false })).EnsureSuccessStatusCode();
        var second = await client.PostAsJsonAsync("/v1.0/actors/T/1/reminders/r", new { dueTime = "2h", overwrite = false });
        Assert.Equal((409, "ERR_ACTOR_REMINDER_ALREADY_EXISTS"), await ErrorAsync(second));
        Assert.Equal((400, "ERR_MALFORMED_REQUEST"), await ErrorAsync(await client.PostAsJsonAsync("/v1.0/actors/T/1/reminders/r", new { overwrite = "no" })));
        (await client.PostAsJsonAsync("/v1.0/actors/T/1/reminders/r", new { DueTime = "3h" })).EnsureSuccessStatusCode();
        Assert.Equal("3h", (string?)JsonNode.Parse(await client.GetStringAsync("/v1.0/actors/T/1/reminders/r"))!["dueTime"]);
    }

    [Fact]
    public async Task A_timer_whose_call_is_answered_with_a_cancel_header_does_not_come_again()
    {
        app.AnswerHeader = "X-DaprReminderCancel";
        (await client.PostAsJsonAsync("/v1.0/actors/T/1/timers/t", new { dueTime = "1s", period = "1s" })).EnsureSuccessStatusCode();
        runtime.Time.Advance(TimeSpan.FromSeconds(1));
        await app.CalledAsync("PUT /actors/T/1/method/timer/t");
        Assert.Equal((500, "ERR_ACTOR_INVOKE_METHOD"), await ErrorAsync(await client.PutAsJsonAsync("/v1.0/actors/T/1/method/m", new { })));
        runtime.Time.Advance(TimeSpan.FromSeconds(10));
        await runtime.Time.AdvanceUntilAsync(() => Task.FromResult(false), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(10));
        Assert.Equal(2, app.Calls.Length);
    }

    [Fact]
    public async Task A_reminder_whose_actor_threw_is_tried_again()
    {
        app.AnswerHeader = "X-DaprErrorResponseHeader";
        (await client.PostAsJsonAsync("/v1.0/actors/T/1/reminders/r", new { })).EnsureSuccessStatusCode();
        Assert.True(await runtime.Time.AdvanceUntilAsync(() => Task.FromResult(app.Calls.Length == 4), TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(2)));
    }

    [Fact]
    public async Task While_an_app_is_unhealthy_its_reminders_and_jobs_wait_and_lose_no_try()
    {
        (await client.PutAsJsonAsync("/v1.0/actors/T/1/method/m", new { })).EnsureSuccessStatusCode();
        (await client.PostAsJsonAsync("/v1.0/actors/T/1/reminders/r", new { dueTime = "10m" })).EnsureSuccessStatusCode();
        (await client.PostAsJsonAsync("/v1.0-alpha1/jobs/j", new { dueTime = "10m", data = 1 })).EnsureSuccessStatusCode();
        app.IsWell = false;
        await runtime.Time.AdvanceUntilAsync(() => Task.FromResult(false), TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(20));
        Assert.Equal((500, "ERR_ACTOR_INVOKE_METHOD"), await ErrorAsync(await RunAsync(client.PutAsJsonAsync("/v1.0/actors/T/1/method/n", new { }))));
        Assert.Equal(["PUT /actors/T/1/method/m"], app.Calls);
        app.IsWell = true;
        Assert.True(await runtime.Time.AdvanceUntilAsync(() => Task.FromResult(app.Calls.Length == 3), TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(2)));
        Assert.Equal(["POST /job/j", "PUT /actors/T/1/method/m", "PUT /actors/T/1/method/remind/r"], app.Calls.Order(StringComparer.Ordinal));
    }

    public async ValueTask DisposeAsync() => await runtime.DisposeAsync();

    private static async Task<(int Status, string? Code)> ErrorAsync(HttpResponseMessage answer) =>
        ((int)answer.StatusCode, (string?)JsonNode.Parse(Encoding.UTF8.GetString(await answer.Content.ReadAsByteArrayAsync()))?["errorCode"]);

    private async Task<HttpResponseMessage> RunAsync(Task<HttpResponseMessage> call)
    {
        await runtime.Time.AdvanceUntilAsync(() => Task.FromResult(call.IsCompleted), TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(5));
        return await call;
    }
}
