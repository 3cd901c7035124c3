using Fleet.Runtime.Http;

namespace Fleet.Runtime.PubSub;

/// <summary>What the publish API answers when it cannot do what it was asked.</summary>
internal static class PubSubErrors
{
    public static ApiError NotFound(string pubsub) =>
        new(404, "ERR_PUBSUB_NOT_FOUND", $"pubsub {pubsub} not found", [ErrorDetail.Info("DAPR_PUBSUB_NOT_FOUND")]);

    public static ApiError Forbidden(string pubsub, string topic, string appId) =>
        Error(403, "ERR_PUBSUB_FORBIDDEN", "FORBIDDEN", pubsub, $"topic {topic} is not allowed for app id {appId}");

    public static ApiError BadMetadata(string pubsub, string reason) =>
        Error(400, "ERR_PUBSUB_REQUEST_METADATA", "METADATA_DESERIALIZATION", pubsub, $"the metadata cannot be read: {reason}");

    public static ApiError BadCloudEvent(string pubsub, string reason) =>
        Error(500, "ERR_PUBSUB_CLOUD_EVENTS_SER", "CLOUD_EVENT_CREATION", pubsub, $"the body is no CloudEvent: {reason}");

    public static ApiError BadBulkBody(string pubsub, string topic, string reason) =>
        Error(400, "ERR_PUBSUB_EVENTS_SER", "UNMARSHAL_EVENTS", pubsub, $"the events for topic {topic} cannot be read: {reason}");

    public static ApiError BadBulkIds(string pubsub, string topic, string reason) =>
        Error(400, "ERR_PUBSUB_EVENTS_SER", "MARSHAL_EVENTS", pubsub, $"the events for topic {topic} cannot be taken: {reason}");

    public static ApiError BadBulkEvent(string pubsub, string topic, string entryId, string reason) =>
        Error(400, "ERR_PUBSUB_EVENTS_SER", "MARSHAL_ENVELOPE", pubsub, $"event {entryId} for topic {topic} cannot be wrapped: {reason}");

    /// <summary>The broker did not take it: 429 when its queue is full, else 500.</summary>
    public static ApiError NotTaken(string pubsub, string topic, Exception failure) =>
        Error(failure is BrokerFullException ? 429 : 500, "ERR_PUBSUB_PUBLISH_MESSAGE", "PUBLISH_MESSAGE", pubsub, $"cannot publish to topic {topic}: {failure.Message}");

    private static ApiError Error(int status, string code, string reason, string pubsub, string message) =>
        new(status, code, message, [ErrorDetail.Resource("pubsub", pubsub), ErrorDetail.Info("DAPR_PUBSUB_" + reason)]);
}
