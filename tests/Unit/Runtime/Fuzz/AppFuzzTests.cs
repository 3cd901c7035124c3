using System.Text;

namespace Fleet.Tests.Unit.Runtime.Fuzz;

/// <summary>Whatever an app answers to its sidecar, the sidecar goes on.</summary>
public sealed class AppFuzzTests
{
    private static readonly string[] Statuses = ["0", "099", "100", "102", "103", "199", "204", "205", "206", "301", "304", "400", "401", "403", "404", "429", "500", "503", "599", "600", "999", "1000", "abc", "-1", ""];

    private static readonly string[] Final = [.. Statuses.Where(status => !status.StartsWith('1') || status.Length != 3)];

    private static readonly string[] Config =
    [
        OrdinaryApp.Config,
        """{"entities":["Robot","Robot","",null],"actorIdleTimeout":"1h","actorScanInterval":"30s","drainOngoingCallTimeout":"1m","drainRebalancedActors":true,"reentrancy":{"enabled":true,"maxStackDepth":32},"entitiesConfig":[{"entities":["Robot"],"actorIdleTimeout":"1h","reentrancy":{"enabled":true}}]}""",
    ];

    private static readonly string[] Subscriptions =
    [
        OrdinaryApp.Subscriptions,
        """[{"pubsubname":"durable","topic":"orders","route":"/orders","routes":{"rules":[{"match":"event.type == 'x'","path":"a"}],"default":"b"},"deadLetterTopic":"dead","metadata":{"rawPayload":"true","concurrency":"3"},"bulkSubscribe":{"enabled":true,"maxMessagesCount":10,"maxAwaitDurationMs":50}}]""",
    ];

    private readonly FuzzRun run = new();

    [Fact]
    public async Task What_an_app_says_of_itself_may_have_fields_of_any_kind()
    {
        string[] kinds = [.. Hostile.Kinds, .. Hostile.Values, "2147483647", "\"2562047h47m\"", "\"event.data >\"", "\"../../x\"", "\"\\r\\nx-injected: yes\"", "\"\u00fc x\""];
        while (run.GoesOn)
        {
            var (path, said) = run.Once(2) ? ("/dapr/config", Config) : ("/dapr/subscribe", Subscriptions);
            var body = Encoding.UTF8.GetString(run.Any(JsonMutation.Slots(run.Any(said))).With(run.Any(kinds)));
            await StartedAsync(path, RawApp.Json(body), path);
        }
    }

    [Fact]
    public async Task An_app_may_answer_anything_to_the_questions_at_the_start()
    {
        while (run.GoesOn)
        {
            var path = run.Any((string[])["/dapr/config", "/dapr/subscribe", "/files", "/web"]);
            await StartedAsync(path, HostileAnswer(path.EndsWith("subscribe", StringComparison.Ordinal) ? Subscriptions[0] : Config[0], breaksOff: false), path);
        }
    }

    [Fact]
    public async Task An_app_may_answer_anything_to_calls_and_deliveries()
    {
        var gate = new Lock();
        await using var sidecar = await FuzzedSidecar.StartAsync(run, path =>
        {
            // Connections come at the same time, and chance is not made for that.
            lock (gate)
                return path.StartsWith("/dapr/", StringComparison.Ordinal) ? OrdinaryApp.Answer(path) : HostileAnswer("""{"status":"SUCCESS","statuses":[{"entryId":"1","status":"SUCCESS"}]}""", breaksOff: true);
        });
        for (var calls = 0; run.GoesOn; calls++)
        {
            await sidecar.SendAsync("POST", "/v1.0/invoke/app/method/x", "{}");
            await sidecar.SendAsync("GET", "/v1.0/invoke/app/method/x", "");
            await sidecar.SendAsync("POST", "/v1.0/actors/Robot/1/method/x", "{}");
            await sidecar.SendAsync("POST", "/v1.0/publish/durable/orders", """{"a":1}""");
            await sidecar.SendAsync("POST", "/v1.0/publish/durable/nobody", """{"a":1}""");
            await sidecar.SendAsync("POST", "/v1.0/publish/volatile/orders", """{"a":1}""");
            await sidecar.SendAsync("POST", "/v1.0-alpha1/jobs/" + calls, """{"dueTime":"0s","data":1}""");
            await sidecar.SendAsync("POST", $"/v1.0/actors/Robot/{calls}/reminders/r", """{"dueTime":"0s"}""");
            await sidecar.SendAsync("POST", $"/v1.0/actors/Robot/{calls}/timers/t", """{"dueTime":"0s","period":"1ms"}""");
        }

        await sidecar.IsStillWellAsync("hostile answers");
    }

    private async Task StartedAsync(string path, byte[] answer, string what)
    {
        await using var sidecar = await FuzzedSidecar.StartAsync(run, asked => asked == path ? answer : OrdinaryApp.Answer(asked), what + "\n" + Encoding.Latin1.GetString(answer), inMemory: true);
        await sidecar.SendAsync("POST", "/v1.0/publish/durable/orders", """{"a":1}""");
        await sidecar.IsStillWellAsync(what);
    }

    private byte[] HostileAnswer(string good, bool breaksOff)
    {
        var body = run.Once(2) ? run.Any(JsonMutation.Slots(good)).With(run.Any(Hostile.Values)) : Encoding.UTF8.GetBytes(run.Any(Hostile.Values));
        if (run.Once(3))
            body = Hostile.Wounded(run, body);
        // What breaks off, or only promises an answer, is asked again.
        var status = run.Once(2) ? "200 OK" : run.Any(breaksOff ? Statuses : Final);
        var headers = string.Concat(Enumerable.Range(0, run.Chance.Next(3)).Select(_ => run.Any(Hostile.Headers) + "\r\n"));
        var length = run.Chance.Next(breaksOff ? 8 : 5) switch
        {
            0 => "",
            1 => $"Content-Length: {body.Length}\r\nContent-Length: {body.Length + 1}\r\n",
            5 => $"Content-Length: {body.Length + 10}\r\n",
            6 => "Content-Length: -5\r\n",
            7 => "Transfer-Encoding: chunked\r\n",
            _ => $"Content-Length: {body.Length}\r\n",
        };
        var answer = (byte[])[.. Encoding.Latin1.GetBytes($"HTTP/1.1 {status}\r\nConnection: close\r\n{headers}{length}\r\n"), .. body];
        return breaksOff && run.Once(6) ? answer[..run.Chance.Next(answer.Length)] : answer;
    }
}
