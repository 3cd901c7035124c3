using System.Net.Http.Json;
using System.Text.Json;
using Dapr;
using Dapr.AspNetCore;
using Microsoft.AspNetCore.Builder;

namespace Fleet.Tests.Unit.DaprSdk;

public sealed class SubscriptionTests
{
    [Fact]
    public async Task Endpoints_with_a_topic_are_told()
    {
        var subscriptions = await SubscriptionsOf(app =>
        {
            app.MapPost("/plain", () => { });
            app.MapPost("/b/second", [Topic("pubsub", "b")] () => { });
            app.MapPost("/a", () => { }).WithTopic("pubsub", "a");
        });

        Assert.Equal(
            """[{"topic":"a","pubsubName":"pubsub","route":"a"},{"topic":"b","pubsubName":"pubsub","route":"b/second"}]""",
            subscriptions.GetRawText());
    }

    [Fact]
    public async Task Dead_letter_topic_raw_payload_and_metadata_are_told()
    {
        var subscription = Assert.Single((await SubscriptionsOf(app => app.MapPost("/a", () => { }).WithTopic(new TopicOptions
        {
            PubsubName = "pubsub",
            Name = "a",
            DeadLetterTopic = "dead",
            EnableRawPayload = true,
            Metadata = new Dictionary<string, string> { ["k"] = "v" },
        }))).EnumerateArray());

        Assert.Equal("dead", subscription.GetProperty("deadLetterTopic").GetString());
        Assert.Equal("""{"k":"v","rawPayload":"true"}""", subscription.GetProperty("metadata").GetRawText());
    }

    [Fact]
    public async Task Rules_are_told_in_order_with_the_default_route()
    {
        var subscription = Assert.Single((await SubscriptionsOf(app =>
        {
            app.MapPost("/other", [Topic("pubsub", "a")] () => { });
            app.MapPost("/late", [Topic("pubsub", "a", "event.type == 'y'", 2)] () => { });
            app.MapPost("/early", [Topic("pubsub", "a", "event.type == 'x'", 1)] () => { });
        })).EnumerateArray());

        Assert.Equal(
            """{"default":"other","rules":[{"match":"event.type == \u0027x\u0027","path":"early"},{"match":"event.type == \u0027y\u0027","path":"late"}]}""",
            subscription.GetProperty("routes").GetRawText());
        Assert.False(subscription.TryGetProperty("route", out _));
    }

    [Fact]
    public async Task Owned_metadata_belong_to_their_topic_alone()
    {
        var subscriptions = await SubscriptionsOf(app => app.MapPost("/both", Both));

        Assert.Equal(
            ["""{"k":"1,2","all":"x"}""", """{"all":"x"}"""],
            subscriptions.EnumerateArray().Select(each => each.GetProperty("metadata").GetRawText()));
    }

    [Fact]
    public async Task Bulk_options_are_told_with_their_topic()
    {
        var subscription = Assert.Single((await SubscriptionsOf(app => app.MapPost("/a", () => { })
            .WithTopic("pubsub", "a")
            .WithBulkSubscribe(new BulkSubscribeTopicOptions { TopicName = "a", MaxMessagesCount = 50 }))).EnumerateArray());

        Assert.Equal(
            """{"enabled":true,"maxMessagesCount":50,"maxAwaitDurationMs":1000}""",
            subscription.GetProperty("bulkSubscribe").GetRawText());
    }

    [Topic("pubsub", "a", ["mine"])]
    [Topic("pubsub", "b")]
    [TopicMetadata("mine", "k", "1")]
    [TopicMetadata("mine", "k", "2")]
    [TopicMetadata("all", "x")]
    private static void Both()
    {
    }

    private static async Task<JsonElement> SubscriptionsOf(Action<WebApplication> map)
    {
        await using var app = await TestApp.StartAsync(web =>
        {
            map(web);
            web.MapSubscribeHandler();
        });
        return await app.Client.GetFromJsonAsync<JsonElement>("/dapr/subscribe");
    }
}
