using System.Text;
using System.Text.Json.Nodes;
using Fleet.Tests.Unit.Runtime.Actors;

namespace Fleet.Tests.Unit.Runtime.Jobs;

/// <summary>What the jobs API takes, and how it gives a job back.</summary>
public sealed class JobsApiTests : IAsyncLifetime
{
    private readonly ActorApp app = new();
    private ActorRuntime runtime = null!;
    private HttpClient client = null!;

    public async ValueTask InitializeAsync()
    {
        runtime = await ActorRuntime.StartAsync();
        client = runtime.Client(await runtime.AddAsync("host", app));
    }

    [Theory]
    [InlineData("j", """{"dueTime":"1h","data":1,"name":"j"}""", 400, "DAPR_SCHEDULER_JOB_NAME")]
    [InlineData("j", """{"dueTime":"1h","data":1,"repeats":2}""", 500, "DAPR_SCHEDULER_SCHEDULE_JOB")]
    [InlineData("j", """{"schedule":"PT1H","data":1}""", 500, "DAPR_SCHEDULER_SCHEDULE_JOB")]
    [InlineData("j", """{"schedule":"@every 1h","data":1,"repeats":0}""", 500, "DAPR_SCHEDULER_SCHEDULE_JOB")]
    [InlineData("j", """{"schedule":"@every 1h","data":1,"repeats":-1}""", 400, "ERR_MALFORMED_REQUEST")]
    [InlineData("j", """{"schedule":"@every 1h","data":1,"repeats":1.5}""", 400, "ERR_MALFORMED_REQUEST")]
    [InlineData("j", """{"schedule":"@every 1h","dueTime":"2h","ttl":"2020-01-01T00:00:00Z","data":1}""", 500, "DAPR_SCHEDULER_SCHEDULE_JOB")]
    [InlineData("j", """{"dueTime":"1h","data":1,"overwrite":"yes"}""", 400, "ERR_MALFORMED_REQUEST")]
    [InlineData("j", """{"dueTime":"1h","data":1,"failurePolicy":{"constant":{"interval":"500ms"}}}""", 400, "ERR_MALFORMED_REQUEST")]
    [InlineData("j", """{"dueTime":"1h","data":1,"failurePolicy":{"drop":{},"constant":{}}}""", 400, "ERR_MALFORMED_REQUEST")]
    [InlineData("j", """{"dueTime":"1h","data":1,"failurePolicy":{"drop":true}}""", 400, "ERR_MALFORMED_REQUEST")]
    [InlineData("a%3Fb", """{"dueTime":"1h","data":1}""", 500, "DAPR_SCHEDULER_SCHEDULE_JOB")]
    public async Task A_job_that_cannot_be_is_refused(string name, string body, int status, string code)
    {
        var answer = await PostAsync(name, body);
        Assert.Equal((status, code), ((int)answer.StatusCode, (string?)JsonNode.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!["errorCode"]));
    }

    [Theory]
    [InlineData("""{"drop":{}}""", """{"drop":{}}""")]
    [InlineData("""{"constant":{"interval":"0.5s","maxRetries":2}}""", """{"constant":{"interval":"0.500s","maxRetries":2}}""")]
    [InlineData("""{"constant":{"interval":"90s","max_retries":"2"}}""", """{"constant":{"interval":"90s","maxRetries":2}}""")]
    [InlineData("""{"constant":{}}""", """{"constant":{}}""")]
    [InlineData("""{}""", """{"constant":{"interval":"1s","maxRetries":3}}""")]
    [InlineData("""null""", """{"constant":{"interval":"1s","maxRetries":3}}""")]
    public async Task A_failure_policy_is_given_back_as_it_acts(string given, string told)
    {
        (await PostAsync("j", $$"""{"due_time":"1h","data":1,"failurePolicy":{{given}}}""")).EnsureSuccessStatusCode();
        var job = JsonNode.Parse(await client.GetStringAsync("/v1.0-alpha1/jobs/j", TestContext.Current.CancellationToken))!;
        Assert.Equal(("1h", told), ((string?)job["dueTime"], job["failurePolicy"]!.ToJsonString()));
    }

    [Fact]
    public async Task A_job_comes_as_often_as_it_repeats()
    {
        (await PostAsync("j", """{"schedule":"@every 1m","repeats":"3","data":1}""")).EnsureSuccessStatusCode();
        await runtime.Time.AdvanceUntilAsync(() => Task.FromResult(false), TimeSpan.FromSeconds(20), TimeSpan.FromMinutes(10));
        Assert.Equal(["POST /job/j", "POST /job/j", "POST /job/j"], app.Calls);
    }

    public async ValueTask DisposeAsync() => await runtime.DisposeAsync();

    private Task<HttpResponseMessage> PostAsync(string name, string body) =>
        client.PostAsync("/v1.0-alpha1/jobs/" + name, new StringContent(body, Encoding.UTF8, "application/json"), TestContext.Current.CancellationToken);
}
