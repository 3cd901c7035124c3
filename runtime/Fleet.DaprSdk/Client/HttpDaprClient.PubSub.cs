#nullable enable
using System.Buffers;
using System.Globalization;
using System.Text.Json;

namespace Dapr.Client;

internal sealed partial class HttpDaprClient
{
    private const string JsonContentType = "application/json";
    private const string CloudEventContentType = "application/cloudevents+json";

    public override Task PublishEventAsync<TData>(
        string pubsubName,
        string topicName,
        TData data,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(data);
        return PublishAsync(pubsubName, topicName, Serialize(data), ContentTypeOf(data), null, cancellationToken);
    }

    public override Task PublishEventAsync<TData>(
        string pubsubName,
        string topicName,
        TData data,
        Dictionary<string, string> metadata,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(metadata);
        return PublishAsync(pubsubName, topicName, Serialize(data), ContentTypeOf(data), metadata, cancellationToken);
    }

    public override Task PublishEventAsync(string pubsubName, string topicName, CancellationToken cancellationToken = default) =>
        PublishAsync(pubsubName, topicName, null, null, null, cancellationToken);

    public override Task PublishEventAsync(
        string pubsubName,
        string topicName,
        Dictionary<string, string> metadata,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(metadata);
        return PublishAsync(pubsubName, topicName, null, null, metadata, cancellationToken);
    }

    public override Task PublishByteEventAsync(
        string pubsubName,
        string topicName,
        ReadOnlyMemory<byte> data,
        string dataContentType = JsonContentType,
        Dictionary<string, string>? metadata = default,
        CancellationToken cancellationToken = default) =>
        PublishAsync(pubsubName, topicName, data, dataContentType, metadata, cancellationToken);

    public override async Task<BulkPublishResponse<TValue>> BulkPublishEventAsync<TValue>(
        string pubsubName,
        string topicName,
        IReadOnlyList<TValue> events,
        Dictionary<string, string>? metadata = default,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(events);
        const string operation = "Bulk publish";
        var path = SidecarUri.WithQuery($"/v1.0-alpha1/publish/bulk/{TopicPath(pubsubName, topicName)}", metadata);
        var request = sidecar.Request(HttpMethod.Post, path, BulkBody(events));
        var response = await TransferAsync(operation, request, cancellationToken);
        using (response)
        {
            if (response.IsSuccessStatusCode)
            {
                return new BulkPublishResponse<TValue>([]);
            }

            var error = await SidecarHttp.ReadErrorAsync(response, cancellationToken);
            return FailedEntries(events, error) is { Count: > 0 } failed
                ? new BulkPublishResponse<TValue>(failed)
                : throw new DaprException($"{operation} failed. {error}", error.ToException());
        }
    }

    private async Task PublishAsync(
        string pubsubName,
        string topicName,
        ReadOnlyMemory<byte>? data,
        string? contentType,
        Dictionary<string, string>? metadata,
        CancellationToken cancellationToken)
    {
        var path = SidecarUri.WithQuery($"/v1.0/publish/{TopicPath(pubsubName, topicName)}", metadata);
        using var response = await SendAsync(
            "Publish",
            sidecar.Request(HttpMethod.Post, path, data, contentType),
            cancellationToken);
    }

    private static string TopicPath(string pubsubName, string topicName)
    {
        ArgumentException.ThrowIfNullOrEmpty(pubsubName);
        ArgumentException.ThrowIfNullOrEmpty(topicName);
        return $"{SidecarUri.Escape(pubsubName)}/{SidecarUri.Escape(topicName)}";
    }

    private ReadOnlyMemory<byte> BulkBody<TValue>(IReadOnlyList<TValue> events)
    {
        var body = new ArrayBufferWriter<byte>();
        using var writer = new Utf8JsonWriter(body);
        writer.WriteStartArray();
        for (var i = 0; i < events.Count; i++)
        {
            writer.WriteStartObject();
            writer.WriteString("entryId", EntryId(i));
            writer.WriteString("contentType", ContentTypeOf(events[i]));
            writer.WritePropertyName("event");
            JsonSerializer.Serialize(writer, events[i], json);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.Flush();
        return body.WrittenMemory;
    }

    private static List<BulkPublishResponseFailedEntry<TValue>> FailedEntries<TValue>(
        IReadOnlyList<TValue> events,
        SidecarError error)
    {
        var failed = new List<BulkPublishResponseFailedEntry<TValue>>();
        if (error.Json is not { } json || !json.TryGetProperty("failedEntries", out var entries)
            || entries.ValueKind != JsonValueKind.Array)
        {
            return failed;
        }

        foreach (var entry in entries.EnumerateArray())
        {
            var id = entry.GetProperty("entryId").GetString()!;
            var data = events[int.Parse(id, CultureInfo.InvariantCulture)];
            failed.Add(new(
                new BulkPublishEntry<TValue>(id, data, ContentTypeOf(data)),
                entry.TryGetProperty("error", out var text) ? text.ToString() : string.Empty));
        }

        return failed;
    }

    private static string EntryId(int index) => index.ToString(CultureInfo.InvariantCulture);

    private static string ContentTypeOf<TData>(TData data) => data is CloudEvent ? CloudEventContentType : JsonContentType;
}
