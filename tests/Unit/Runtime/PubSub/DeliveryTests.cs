using System.Text.Json.Nodes;
using Fleet.Runtime.Testing;

namespace Fleet.Tests.Unit.Runtime.PubSub;

public sealed class DeliveryTests
{
    private const string WithDeadLetters = """
        [{"pubsubname":"pubsub","topic":"orders","route":"/orders","deadLetterTopic":"dead"},
         {"pubsubname":"pubsub","topic":"dead","route":"/dead"}]
        """;

    private const string ThreeTries = """
        apiVersion: dapr.io/v1alpha1
        kind: Resiliency
        metadata:
          name: res
        spec:
          policies:
            retries:
              three: {policy: constant, duration: 1ms, maxRetries: 2}
          targets:
            components:
              pubsub:
                inbound: {retry: three}
        """;

    [Fact]
    public async Task Failed_event_comes_ten_times_and_the_next_one_after_it()
    {
        var app = new ListeningApp(PubSubWorld.OrdersToOrders).Answers("/orders", call => Task.FromResult((call.Body["data"]!.ToJsonString() == "1" ? 500 : 200, "")));
        await using var world = await PubSubWorld.StartAsync(app);

        await world.PublishAsync("1");
        await world.PublishAsync("2");

        var calls = await app.CameAsync(11);
        Assert.Equal([.. Enumerable.Repeat("1", 10), "2"], calls.Select(call => call.Body["data"]!.ToJsonString()));
    }

    [Theory]
    [InlineData(500, "")]
    [InlineData(200, """{"status":"RETRY"}""")]
    [InlineData(200, """{"status":"DROP"}""")]
    [InlineData(302, "")]
    public async Task Event_that_fails_goes_to_the_dead_letters_at_once(int status, string body)
    {
        var app = new ListeningApp(WithDeadLetters).Answers("/orders", (status, body));
        await using var world = await PubSubWorld.StartAsync(app);

        await world.PublishAsync("""{"a":1}""");

        var calls = await app.CameAsync(2);
        Assert.Equal(["/orders", "/dead"], calls.Select(call => call.Path));
        Assert.Equal(calls[0].Body.ToJsonString(), calls[1].Body.ToJsonString());
    }

    [Fact]
    public async Task Inbound_retries_come_before_the_dead_letters()
    {
        var app = new ListeningApp(WithDeadLetters).Answers("/orders", (500, ""));
        await using var world = await PubSubWorld.StartAsync(app, ThreeTries);

        await world.PublishAsync("1");

        Assert.Equal(["/orders", "/orders", "/orders", "/dead"], (await app.CameAsync(4)).Select(call => call.Path));
    }

    [Fact]
    public async Task Event_that_no_rule_can_judge_goes_to_the_dead_letters()
    {
        var app = new ListeningApp("""
            [{"pubsubname":"pubsub","topic":"orders","deadLetterTopic":"dead","routes":{"rules":[{"match":"event.data.size > 10","path":"/big"}],"default":"/small"}},
             {"pubsubname":"pubsub","topic":"dead","route":"/dead"}]
            """);
        await using var world = await PubSubWorld.StartAsync(app);

        await world.PublishAsync("{}");
        await app.CameAsync(1);
        await world.PublishAsync("""{"size":11}""");
        await world.PublishAsync("""{"size":9}""");

        Assert.Equal(["/big", "/dead", "/small"], (await app.CameAsync(3)).Select(call => call.Path).Order());
    }

    [Fact]
    public async Task Stop_waits_for_a_delivery_in_progress()
    {
        var open = new TaskCompletionSource();
        var app = new ListeningApp(PubSubWorld.OrdersToOrders).Answers("/orders", async _ =>
        {
            await open.Task;
            return (200, "");
        });
        await using var world = await PubSubWorld.StartAsync(app);
        await world.PublishAsync("1");
        await world.PublishAsync("2");
        await app.CameAsync(1);

        var stopped = world.Runtime.StopAsync(world.Sidecar, CancellationToken.None);
        Assert.False(stopped.IsCompleted);
        open.SetResult();
        await stopped;

        Assert.Single(app.Calls);
    }

    [Fact]
    public async Task Sidecar_ends_also_when_the_clock_stands_still_and_the_app_hangs()
    {
        var app = new ListeningApp(PubSubWorld.OrdersToOrders).Answers("/orders", _ => new TaskCompletionSource<(int, string)>().Task);
        var world = await PubSubWorld.StartAsync(app, time: new VirtualTime(DateTimeOffset.UnixEpoch));
        await world.PublishAsync("1");
        await app.CameAsync(1);

        await world.DisposeAsync();

        Assert.True(world.Sidecar.IsStopped);
    }

    [Fact]
    public async Task Publisher_is_asked_to_wait_when_the_queue_is_full()
    {
        var open = new TaskCompletionSource();
        var app = new ListeningApp(PubSubWorld.OrdersToOrders).Answers("/orders", async _ =>
        {
            await open.Task;
            return (200, "");
        });
        await using var world = await PubSubWorld.StartAsync(app);
        var entries = new JsonArray([.. Enumerable.Range(0, 6_000).Select(id => new JsonObject { ["entryId"] = $"{id}", ["event"] = id, ["contentType"] = "application/json" })]);
        var bulk = System.Text.Encoding.UTF8.GetBytes(entries.ToJsonString());

        Assert.Equal(204, await world.SendAsync("/v1.0-alpha1/publish/bulk/pubsub/orders", bulk, "application/json"));
        Assert.Equal(429, await world.SendAsync("/v1.0-alpha1/publish/bulk/pubsub/orders", bulk, "application/json"));
        open.SetResult();
        Assert.Equal(204, await world.PublishAsync("1"));
    }

    [Fact]
    public async Task Bulk_delivery_retries_only_what_was_not_settled()
    {
        var app = new ListeningApp("""[{"pubsubname":"pubsub","topic":"orders","route":"/bulk","bulkSubscribe":{"enabled":true}}]""");
        var turn = 0;
        app.Answers("/bulk", call =>
        {
            var ids = call.Body["entries"]!.AsArray().Select(entry => (string)entry!["entryId"]!);
            var verdict = Interlocked.Increment(ref turn) == 1 ? "RETRY" : "SUCCESS";
            return Task.FromResult((200, new JsonObject { ["statuses"] = new JsonArray([.. ids.Select(id => new JsonObject { ["entryId"] = id, ["status"] = verdict })]) }.ToJsonString()));
        });
        await using var world = await PubSubWorld.StartAsync(app, ThreeTries);

        await world.PublishAsync("1");
        await app.CameAsync(2);
        await world.PublishAsync("2");

        Assert.Equal(["1", "1", "2"], (await app.CameAsync(3)).Select(call => call.Body["entries"]![0]!["event"]!["data"]!.ToJsonString()));
    }
}
