using System.Net;
using System.Text.Json;
using Dapr;
using Dapr.Client;

namespace Fleet.Tests.Unit.DaprSdk;

public sealed class PubSubTests
{
    private readonly ScriptedSidecar sidecar = new();

    private DaprClient Client => Clients.For(sidecar);

    [Fact]
    public async Task An_event_is_published_as_json_with_its_metadata_in_the_query()
    {
        sidecar.Answer(HttpStatusCode.NoContent);

        await Client.PublishEventAsync("pubsub", "things", new Widget("cog", 3), new Dictionary<string, string> { ["rawPayload"] = "true" });

        Assert.Equal("POST /v1.0/publish/pubsub/things?metadata.rawPayload=true", sidecar.Call.Line);
        Assert.Equal(("application/json", """{"name":"cog","size":3}"""), (sidecar.Call.ContentType, sidecar.Call.Body));
    }

    [Fact]
    public async Task A_cloud_event_is_published_as_one()
    {
        sidecar.Answer(HttpStatusCode.NoContent);

        await Client.PublishEventAsync("pubsub", "things", new CloudEvent<Widget>(new Widget("cog", 3)) { Type = "made" });

        Assert.Equal("application/cloudevents+json", sidecar.Call.ContentType);
        Assert.Equal("made", sidecar.Call.Json.GetProperty("type").GetString());
        Assert.Equal("application/json", sidecar.Call.Json.GetProperty("datacontenttype").GetString());
        Assert.Equal("cog", sidecar.Call.Json.GetProperty("data").GetProperty("name").GetString());
    }

    [Fact]
    public async Task An_event_without_data_has_no_body()
    {
        sidecar.Answer(HttpStatusCode.NoContent);

        await Client.PublishEventAsync("pubsub", "things");

        Assert.Null(sidecar.Call.Body);
    }

    [Fact]
    public async Task A_topic_that_the_sidecar_refuses_throws()
    {
        sidecar.Answer(HttpStatusCode.NotFound, """{"errorCode":"ERR_PUBSUB_NOT_FOUND","message":"no such pubsub"}""");

        var failure = await Assert.ThrowsAsync<DaprException>(() => Client.PublishEventAsync("none", "things", 1));

        Assert.Contains("ERR_PUBSUB_NOT_FOUND", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Several_events_are_published_in_one_call()
    {
        sidecar.Answer(HttpStatusCode.NoContent);

        var response = await Client.BulkPublishEventAsync("pubsub", "things", [new Widget("a", 1), new Widget("b", 2)]);

        Assert.Empty(response.FailedEntries);
        Assert.Equal("POST /v1.0-alpha1/publish/bulk/pubsub/things", sidecar.Call.Line);
        Assert.Equal(
            [("0", "application/json", "a"), ("1", "application/json", "b")],
            sidecar.Call.Json.EnumerateArray().Select(Entry));
    }

    [Fact]
    public async Task Events_that_the_broker_did_not_take_are_named()
    {
        sidecar.Answer(
            HttpStatusCode.InternalServerError,
            """{"errorCode":"ERR_PUBSUB_PUBLISH_MESSAGE","failedEntries":[{"entryId":"1","error":"full"}]}""");

        var response = await Client.BulkPublishEventAsync("pubsub", "things", [new Widget("a", 1), new Widget("b", 2)]);

        var failed = Assert.Single(response.FailedEntries);
        Assert.Equal(("1", new Widget("b", 2), "full"), (failed.Entry.EntryId, failed.Entry.EventData, failed.ErrorMessage));
    }

    [Fact]
    public async Task A_bulk_that_is_refused_as_a_whole_throws()
    {
        sidecar.Answer(HttpStatusCode.BadRequest, """{"errorCode":"ERR_PUBSUB_EVENTS_SER","message":"not readable"}""");

        await Assert.ThrowsAsync<DaprException>(() => Client.BulkPublishEventAsync("pubsub", "things", [1]));
    }

    private static (string?, string?, string?) Entry(JsonElement entry) => (
        entry.GetProperty("entryId").GetString(),
        entry.GetProperty("contentType").GetString(),
        entry.GetProperty("event").GetProperty("name").GetString());
}
