using System.Text;
using System.Text.Json;
using Fleet.Runtime.Http;

namespace Fleet.Runtime.PubSub;

/// <summary>The body of a bulk publish: <c>[{"entryId","event","contentType","metadata"}]</c>.</summary>
internal sealed class BulkBody(string pubsub, string topic)
{
    /// <summary>An entry whose event has become bytes.</summary>
    public sealed record Entry(string Id, ReadOnlyMemory<byte> Data, string ContentType, IReadOnlyDictionary<string, string> Metadata);

    private sealed record Item(string? EntryId, JsonElement Event, string? ContentType, Dictionary<string, string?>? Metadata);

    private static readonly Item Empty = new(null, default, null, null);

    /// <summary>Reads the entries.</summary>
    /// <param name="body">The body.</param>
    /// <param name="metadata">Metadata of the call: they add to those of an entry, and an entry that has none gets none of them.</param>
    /// <exception cref="ApiException">400: no such array, ids that are missing or double, an event that does not fit its type.</exception>
    public IReadOnlyList<Entry> Read(ReadOnlySpan<byte> body, IReadOnlyDictionary<string, string> metadata)
    {
        var ids = new HashSet<string>(StringComparer.Ordinal);
        var entries = new List<Entry>();
        foreach (var item in Items(body))
        {
            var data = Bytes(item ?? Empty, item?.EntryId ?? "");
            if (item?.EntryId is not { Length: > 0 } id)
                throw new ApiException(PubSubErrors.BadBulkIds(pubsub, topic, "an entry has no entryId"));
            if (!ids.Add(id))
                throw new ApiException(PubSubErrors.BadBulkIds(pubsub, topic, $"entryId {id} is there twice"));
            entries.Add(new Entry(id, data, item.ContentType ?? "", Merge(metadata, item.Metadata)));
        }

        return entries;
    }

    private List<Item?> Items(ReadOnlySpan<byte> body)
    {
        try
        {
            var reader = new Utf8JsonReader(body, new JsonReaderOptions { AllowMultipleValues = true, MaxDepth = JsonText.MaxDepth });
            return JsonSerializer.Deserialize<List<Item?>>(ref reader, JsonText.Options) ?? [];
        }
        catch (JsonException broken)
        {
            throw new ApiException(PubSubErrors.BadBulkBody(pubsub, topic, JsonText.Explain(broken)), broken);
        }
    }

    private byte[] Bytes(Item item, string id)
    {
        try
        {
            return Event(item, id);
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException)
        {
            // JSON can write down half a surrogate pair, which is no text.
            throw new ApiException(PubSubErrors.BadBulkEvent(pubsub, topic, id, "it has a text that is no Unicode"), broken);
        }
    }

    private byte[] Event(Item item, string id)
    {
        var contentType = item.ContentType ?? "";
        if (ContentTypes.IsJson(contentType) || ContentTypes.IsCloudEvent(contentType))
            return item.Event.ValueKind == JsonValueKind.Undefined ? "null"u8.ToArray() : JsonSerializer.SerializeToUtf8Bytes(item.Event, JsonText.Options);
        if (item.Event.ValueKind != JsonValueKind.String)
            throw new ApiException(PubSubErrors.BadBulkEvent(pubsub, topic, id, $"its content type '{contentType}' needs a text"));
        if (ContentTypes.IsText(contentType))
            return Encoding.UTF8.GetBytes(item.Event.GetString()!);
        if (ContentTypes.IsBinary(contentType) && item.Event.TryGetBytesFromBase64(out var bytes))
            return bytes;
        throw new ApiException(PubSubErrors.BadBulkEvent(pubsub, topic, id, $"it does not fit its content type '{contentType}'"));
    }

    private static IReadOnlyDictionary<string, string> Merge(IReadOnlyDictionary<string, string> call, Dictionary<string, string?>? entry)
    {
        if (entry is null)
            return BrokerMessage.NoMetadata;
        var merged = new Dictionary<string, string>(call, StringComparer.Ordinal);
        foreach (var (name, value) in entry)
            merged[name] = value ?? "";
        return merged.Count == 0 ? BrokerMessage.NoMetadata : merged;
    }
}
