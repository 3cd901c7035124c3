using System.Text;
using System.Text.Json.Nodes;

namespace Fleet.Tests.Unit.Runtime.PubSub;

/// <summary>What metadata of a call and of the entries of a bulk make of an event.</summary>
public sealed class PublishMetadataTests
{
    [Theory]
    [InlineData("metadata.CloudEvent.Type=t", "type", "t")]
    [InlineData("metadata.cloudevent.traceid=X", "traceid", "X")]
    [InlineData("metadata.cloudevent.traceid=X", "traceparent", "X")]
    [InlineData("metadata.cloudevent.traceid=X&metadata.cloudevent.traceparent=Y", "traceid", "Y")]
    [InlineData("metadata.cloudevent.source=", "source", "Dapr")]
    [InlineData("metadata.cloudevent.type=", "type", "com.dapr.event.sent")]
    [InlineData("metadata.cloudevent.type=one&metadata.cloudevent.type=two", "type", "one")]
    public async Task Names_of_overrides_are_compared_without_case_and_the_first_value_counts(string query, string member, string expected) =>
        Assert.Equal(expected, (string?)(await PublishedAsync("?" + query))[member]);

    [Theory]
    [InlineData("ttlInSeconds=60")]
    [InlineData("TTLINSECONDS=60")]
    [InlineData("ttl=1m")]
    [InlineData("ttlInSeconds=60s")]
    [InlineData("ttlInSeconds=99999999999")]
    public async Task Time_to_live_is_seconds_or_a_duration(string metadata) =>
        Assert.True(DateTimeOffset.TryParse((string?)(await PublishedAsync("?metadata." + metadata))["expiration"], out _));

    [Theory]
    [InlineData("ttlInSeconds=-5")]
    [InlineData("ttlInSeconds=soon")]
    public async Task Time_to_live_that_is_none_is_passed_over(string metadata) =>
        Assert.Null((await PublishedAsync("?metadata." + metadata))["expiration"]);

    [Fact]
    public async Task Metadata_of_a_bulk_add_to_those_of_entries_that_have_some()
    {
        var got = await BulkAsync("?metadata.k=call&metadata.cloudevent.source=call", """
            [
              {"entryId":"1","event":1,"contentType":"application/json"},
              {"entryId":"2","event":2,"contentType":"application/json","metadata":{"k":"own"}}
            ]
            """);

        Assert.Equal("app-a", (string?)got[0].Body["source"]);
        Assert.False(got[0].Headers.ContainsKey("k"));
        Assert.Equal("call", (string?)got[1].Body["source"]);
        Assert.Equal("own", got[1].Headers["k"]);
    }

    [Fact]
    public async Task Whether_a_bulk_goes_raw_is_said_by_the_call_and_not_by_its_entries()
    {
        var wrapped = await BulkAsync("", """[{"entryId":"1","event":{"a":1},"contentType":"application/json","metadata":{"rawPayload":"true"}}]""");
        var raw = await BulkAsync("?metadata.rawPayload=true", """[{"entryId":"1","event":{"a":1},"contentType":"application/json"}]""");

        Assert.Equal("""{"a":1}""", wrapped[0].Body["data"]!.ToJsonString());
        Assert.Equal("""{"a":1}""", raw[0].Body.ToJsonString());
    }

    [Fact]
    public async Task A_raw_subscription_takes_the_trace_out_of_the_metadata()
    {
        var app = new ListeningApp("""[{"pubsubname":"pubsub","topic":"orders","route":"/orders","metadata":{"rawPayload":"true"}}]""");
        await using var world = await PubSubWorld.StartAsync(app);

        await world.PublishAsync("1", "?metadata.rawPayload=true&metadata.traceparent=tp&metadata.traceid=ti&metadata.tracestate=ts");

        var body = (await app.CameAsync(1))[0].Body;
        Assert.Equal(("tp", "tp", "ts"), ((string?)body["traceid"], (string?)body["traceparent"], (string?)body["tracestate"]));
    }

    [Fact]
    public async Task A_default_route_stands_before_a_route()
    {
        var app = new ListeningApp("""[{"pubsubname":"pubsub","topic":"orders","route":"/old","routes":{"default":"/new"}}]""");
        await using var world = await PubSubWorld.StartAsync(app);

        await world.PublishAsync("1");

        Assert.Equal("/new", (await app.CameAsync(1))[0].Path);
        var told = new JsonObject();
        world.Sidecar.Block<Fleet.Runtime.PubSub.PubSubBlock>().Describe(told);
        Assert.Equal("""[{"path":"/new"}]""", told["subscriptions"]![0]!["rules"]!.ToJsonString());
    }

    [Theory]
    [InlineData("/v1.0/publish/pubsub/orders/")]
    [InlineData("/v1.0/publish/pubsub//orders")]
    public async Task Slashes_too_many_do_not_matter(string path)
    {
        var app = new ListeningApp(PubSubWorld.OrdersToOrders);
        await using var world = await PubSubWorld.StartAsync(app);

        Assert.Equal(204, await world.SendAsync(path, "1"u8.ToArray(), "application/json"));

        Assert.Equal("orders", (string?)(await app.CameAsync(1))[0].Body["topic"]);
    }

    [Fact]
    public async Task A_plus_in_the_name_of_a_topic_is_a_blank()
    {
        var app = new ListeningApp("""[{"pubsubname":"pubsub","topic":"my orders","route":"/orders"}] and more""");
        await using var world = await PubSubWorld.StartAsync(app);

        await world.PublishAsync("1", topic: "my+orders");

        Assert.Equal("my orders", (string?)(await app.CameAsync(1))[0].Body["topic"]);
    }

    [Fact]
    public async Task A_raw_payload_comes_in_bulk_without_its_content_type()
    {
        var app = new ListeningApp("""[{"pubsubname":"pubsub","topic":"orders","route":"/orders","bulkSubscribe":{"enabled":true},"metadata":{"rawPayload":"true"}}]""");
        await using var world = await PubSubWorld.StartAsync(app);

        await world.PublishAsync("1", "?metadata.rawPayload=true");

        var entry = (await app.CameAsync(1))[0].Body["entries"]![0]!;
        Assert.Equal(("MQ==", "application/octet-stream"), ((string?)entry["event"], (string?)entry["contentType"]));
    }

    private static async Task<JsonNode> PublishedAsync(string query)
    {
        var app = new ListeningApp(PubSubWorld.OrdersToOrders);
        await using var world = await PubSubWorld.StartAsync(app);
        Assert.Equal(204, await world.PublishAsync("1", query));
        return (await app.CameAsync(1))[0].Body;
    }

    private static async Task<IReadOnlyList<ListeningApp.Delivered>> BulkAsync(string query, string entries)
    {
        var app = new ListeningApp(PubSubWorld.OrdersToOrders);
        await using var world = await PubSubWorld.StartAsync(app);
        Assert.Equal(204, await world.SendAsync("/v1.0-alpha1/publish/bulk/pubsub/orders" + query, Encoding.UTF8.GetBytes(entries), "application/json"));
        return await app.CameAsync(JsonNode.Parse(entries)!.AsArray().Count);
    }
}
