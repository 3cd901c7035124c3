using System.Text.Json.Nodes;
using Fleet.Runtime.Testing;

namespace Fleet.Tests.Unit.Runtime.PubSub;

public sealed class PublishTests
{
    [Theory]
    [InlineData("""{"a":1.10,"b":[1,2,{"c":null}],"d":"ä \" \\ \u0000","big":12345678901234567890123}""")]
    [InlineData("5")]
    [InlineData("null")]
    [InlineData("\"text\"")]
    [InlineData("  [ 1 , 2 ]  ")]
    public async Task Json_comes_through_as_it_was_written(string body)
    {
        var data = await DataOfAsync(body, "application/json; charset=utf-8");

        Assert.Equal(JsonNode.Parse(body)?.ToJsonString(), data?.ToJsonString());
    }

    [Theory]
    [InlineData("{\"a\":1} and more", "application/json", "{\"a\":1}")]
    [InlineData("{not json", "application/json", "\"{not json\"")]
    [InlineData("", "application/json", "\"\"")]
    [InlineData("{\"a\":1}", "application/vnd.x+json", "\"{\\u0022a\\u0022:1}\"")]
    [InlineData("<a/>", "text/xml", "\"\\u003Ca/\\u003E\"")]
    public async Task Body_that_is_no_single_json_value_becomes_what_daprd_makes_of_it(string body, string contentType, string expected) =>
        Assert.Equal(expected, (await DataOfAsync(body, contentType))?.ToJsonString());

    [Fact]
    public async Task Bytes_come_as_base64()
    {
        var app = new ListeningApp(PubSubWorld.OrdersToOrders);
        await using var world = await PubSubWorld.StartAsync(app);

        Assert.Equal(204, await world.SendAsync("/v1.0/publish/pubsub/orders", [0, 1, 255], "application/octet-stream"));

        var got = (await app.CameAsync(1))[0].Body;
        Assert.Equal("AAH/", (string?)got["data_base64"]);
        Assert.Null(got["data"]);
    }

    [Fact]
    public async Task Expired_event_is_not_delivered()
    {
        var time = new VirtualTime(new DateTimeOffset(2026, 5, 4, 12, 0, 0, TimeSpan.Zero));
        var open = new TaskCompletionSource();
        var app = new ListeningApp(PubSubWorld.OrdersToOrders).Answers("/orders", async _ =>
        {
            await open.Task;
            return (200, "");
        });
        await using var world = await PubSubWorld.StartAsync(app, time: time);

        await world.PublishAsync("1");
        await world.PublishAsync("2", "?metadata.ttlInSeconds=60");
        await world.PublishAsync("3");
        await app.CameAsync(1);
        time.Advance(TimeSpan.FromSeconds(61));
        open.SetResult();

        Assert.Equal(["1", "3"], (await app.CameAsync(2)).Select(call => call.Body["data"]!.ToJsonString()));
    }

    [Theory]
    [InlineData("[1]")]
    [InlineData("nonsense")]
    public async Task CloudEvent_that_is_none_is_refused(string body)
    {
        await using var world = await PubSubWorld.StartAsync(new ListeningApp("[]"));

        Assert.Equal(500, await world.PublishAsync(body, contentType: "application/cloudevents+json"));
    }

    [Fact]
    public async Task RawPayload_that_is_neither_true_nor_false_is_refused()
    {
        await using var world = await PubSubWorld.StartAsync(new ListeningApp("[]"));

        Assert.Equal(400, await world.PublishAsync("1", "?metadata.rawPayload=maybe"));
    }

    [Fact]
    public async Task Metadata_cannot_smuggle_in_headers()
    {
        var app = new ListeningApp(PubSubWorld.OrdersToOrders);
        await using var world = await PubSubWorld.StartAsync(app);

        await world.PublishAsync("1", "?metadata.x=a%0d%0aEvil:%201&metadata.content-length=3&metadata.fine=yes");

        var headers = (await app.CameAsync(1))[0].Headers;
        Assert.Equal("yes", headers["fine"]);
        Assert.False(headers.ContainsKey("x"));
        Assert.False(headers.ContainsKey("Evil"));
    }

    private static async Task<JsonNode?> DataOfAsync(string body, string contentType)
    {
        var app = new ListeningApp(PubSubWorld.OrdersToOrders);
        await using var world = await PubSubWorld.StartAsync(app);
        Assert.Equal(204, await world.PublishAsync(body, contentType: contentType));
        return (await app.CameAsync(1))[0].Body["data"];
    }
}
