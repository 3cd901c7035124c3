using System.Text.Json.Nodes;
using Fleet.Runtime.Http;

namespace Fleet.Runtime.PubSub;

/// <summary>The publish API.</summary>
internal static class PubSubApi
{
    public static void Map(ApiRoutes routes) => routes
        .Map("POST,PUT", "/v1.0/publish/{pubsub}/{*topic}", PublishAsync)
        .Map("POST,PUT", "/v1.0-alpha1/publish/bulk/{pubsub}/{*topic}", PublishBulkAsync);

    private static async Task PublishAsync(ApiCall call)
    {
        var publisher = call.Sidecar.Block<PubSubBlock>().Publisher;
        var (pubsub, topic) = (call.Form("pubsub"), call.Form("topic"));
        publisher.CheckKnown(pubsub);
        var body = await call.ReadBodyAsync();
        var trace = call.Trace;
        var contentType = call.Http.Request.ContentType is { Length: > 0 } given ? given : ContentTypes.PlainText;
        await publisher.PublishAsync(new OutgoingEvent(pubsub, topic, body, contentType, call.Metadata(), trace.Parent ?? "", trace.State ?? ""), call.Aborted);
        await call.NoContentAsync();
    }

    private static async Task PublishBulkAsync(ApiCall call)
    {
        var publisher = call.Sidecar.Block<PubSubBlock>().Publisher;
        var (pubsub, topic) = (call.Form("pubsub"), call.Form("topic"));
        publisher.CheckKnown(pubsub);
        var (trace, metadata) = (call.Trace, call.Metadata());
        var isRaw = Publisher.IsRaw(pubsub, metadata);
        var entries = new BulkBody(pubsub, topic).Read(await call.ReadBodyAsync(), metadata);
        try
        {
            var messages = entries.Select(entry => publisher.Message(new OutgoingEvent(pubsub, topic, entry.Data, entry.ContentType, entry.Metadata, trace.Parent ?? "", trace.State ?? ""), isRaw)).ToList();
            publisher.Check(pubsub, topic);
            if (messages.Count > 0)
                await publisher.SendBulkAsync(pubsub, topic, messages, call.Aborted);
            await call.NoContentAsync();
        }
        catch (ApiException refused) when (refused.Error.Code == "ERR_PUBSUB_PUBLISH_MESSAGE")
        {
            await call.JsonAsync(Failed(entries, refused.Error), refused.Error.Status);
        }
    }

    private static JsonObject Failed(IReadOnlyList<BulkBody.Entry> entries, ApiError error) => new()
    {
        ["failedEntries"] = new JsonArray([.. entries.Select(entry => new JsonObject { ["entryId"] = entry.Id, ["error"] = error.Message })]),
        ["errorCode"] = error.Code,
    };
}
