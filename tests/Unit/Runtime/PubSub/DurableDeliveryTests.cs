using System.Text;
using System.Text.Json.Nodes;
using Fleet.Runtime.Hosting;
using Fleet.Tests.Shared;

namespace Fleet.Tests.Unit.Runtime.PubSub;

/// <summary>What only a broker that keeps and gathers messages can show.</summary>
public sealed class DurableDeliveryTests
{
    private const string Bulk = """
        [{"pubsubname":"pubsub","topic":"orders","deadLetterTopic":"dead","bulkSubscribe":{"enabled":true,"maxMessagesCount":3,"maxAwaitDurationMs":5000},
          "routes":{"rules":[{"match":"event.data.go == 'left'","path":"/left"}],"default":"/right"}},
         {"pubsubname":"pubsub","topic":"dead","route":"/dead"}]
        """;

    [Fact]
    public async Task Bulk_answer_settles_each_entry_by_itself()
    {
        var app = new ListeningApp(Bulk).Answers("/left", call => Task.FromResult((200, Settle(call, "SUCCESS", "RETRY", "DROP"))));
        await using var world = await PubSubWorld.StartAsync(app, isDurable: true);

        await PublishBulkAsync(world, """{"go":"left","n":1}""", """{"go":"left","n":2}""", """{"go":"left","n":3}""");

        var calls = await app.CameAsync(3);
        Assert.Equal(3, calls[0].Body["entries"]!.AsArray().Count);
        Assert.Equal([2, 3], calls.Skip(1).Select(call => (int)call.Body["data"]!["n"]!).Order());
        Assert.All(calls.Skip(1), call => Assert.Equal("/dead", call.Path));
    }

    [Fact]
    public async Task Bulk_is_divided_among_the_routes()
    {
        var app = new ListeningApp(Bulk)
            .Answers("/left", call => Task.FromResult((200, Settle(call, "SUCCESS"))))
            .Answers("/right", call => Task.FromResult((200, Settle(call, "SUCCESS"))));
        await using var world = await PubSubWorld.StartAsync(app, isDurable: true);

        await PublishBulkAsync(world, """{"go":"left"}""", """{"go":"right"}""", """{"go":"left"}""");

        var calls = await app.CameAsync(2);
        Assert.Equal(["/left 2", "/right 1"], calls.Select(call => $"{call.Path} {call.Body["entries"]!.AsArray().Count}").Order());
    }

    [Fact]
    public async Task Unwell_app_gets_its_events_when_it_is_well_again()
    {
        var app = new ListeningApp(PubSubWorld.OrdersToOrders);
        var health = new AppHealthOptions { Enabled = true, Interval = TimeSpan.FromMilliseconds(10), Threshold = 1 };
        await using var world = await PubSubWorld.StartAsync(app, isDurable: true, health: health);
        await world.PublishAsync("1");
        await app.CameAsync(1);

        app.IsWell = false;
        await Waiting.UntilAsync(() => !world.Sidecar.App!.IsHealthy);
        await world.PublishAsync("2");
        app.IsWell = true;

        Assert.Equal(["1", "2"], (await app.CameAsync(2)).Select(call => call.Body["data"]!.ToJsonString()));
    }

    private static async Task PublishBulkAsync(PubSubWorld world, params string[] events)
    {
        var entries = events.Select((json, index) => new JsonObject { ["entryId"] = $"{index}", ["event"] = JsonNode.Parse(json), ["contentType"] = "application/json" });
        var body = Encoding.UTF8.GetBytes(new JsonArray([.. entries]).ToJsonString());
        Assert.Equal(204, await world.SendAsync("/v1.0-alpha1/publish/bulk/pubsub/orders", body, "application/json"));
    }

    private static string Settle(ListeningApp.Delivered call, params string[] inTurn)
    {
        var entries = call.Body["entries"]!.AsArray();
        var statuses = entries.Select((entry, index) => new JsonObject { ["entryId"] = (string?)entry!["entryId"], ["status"] = inTurn[Math.Min(index, inTurn.Length - 1)] });
        return new JsonObject { ["statuses"] = new JsonArray([.. statuses]) }.ToJsonString();
    }
}
