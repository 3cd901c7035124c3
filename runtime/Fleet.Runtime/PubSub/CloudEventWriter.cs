using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;

namespace Fleet.Runtime.PubSub;

/// <summary>Wraps what an app publishes into CloudEvents 1.0, as bytes in one pass.</summary>
internal static class CloudEventWriter
{
    private const string DefaultType = "com.dapr.event.sent";
    private const string DefaultSource = "Dapr";
    private static readonly string[] Trace = ["traceparent", "tracestate"];
    private static readonly JsonWriterOptions Written = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true, MaxDepth = 1000 };
    private static readonly JsonReaderOptions Read = new() { AllowMultipleValues = true, MaxDepth = 990 };

    /// <summary>The CloudEvent that goes to the broker. A body that is one already is completed.</summary>
    /// <exception cref="JsonException">The body says it is a CloudEvent and is no JSON object.</exception>
    public static ReadOnlyMemory<byte> Wrap(OutgoingEvent outgoing, string appId, DateTimeOffset now) =>
        ContentTypes.IsCloudEvent(outgoing.ContentType) ? Complete(outgoing, now) : Envelop(outgoing, appId, now);

    /// <summary>The CloudEvent in which a subscription to raw payloads gets a message.</summary>
    public static ReadOnlyMemory<byte> WrapRaw(BrokerMessage message, string topic, string pubsub) => Write(message.Data.Length * 4 / 3, message, (json, payload) =>
    {
        json.WriteBase64String("data_base64", payload.Data.Span);
        json.WriteString("datacontenttype", ContentTypes.Binary);
        json.WriteString("id", Guid.NewGuid());
        json.WriteString("pubsubname", pubsub);
        json.WriteString("source", DefaultSource);
        json.WriteString("specversion", "1.0");
        json.WriteString("topic", topic);
        if (payload.Metadata.GetValueOrDefault("traceparent", payload.Metadata.GetValueOrDefault("traceid", "")) is { Length: > 0 } trace)
            json.WriteString("traceid", trace);
        foreach (var name in Trace)
        {
            if (payload.Metadata.TryGetValue(name, out var value))
                json.WriteString(name, value);
        }

        json.WriteString("type", DefaultType);
    });

    private static ReadOnlyMemory<byte> Envelop(OutgoingEvent outgoing, string appId, DateTimeOffset now) => Write(outgoing.Data.Length, outgoing, (json, source) =>
    {
        // A traceparent wins over a traceid, whoever says it; both members tell the one that counts.
        var trace = source.Override("cloudevent.traceparent", "") is { Length: > 0 } parent ? parent : source.Override("cloudevent.traceid", source.TraceParent);
        WriteData(json, source);
        json.WriteString("datacontenttype", source.ContentType);
        WriteExpiration(json, source, now);
        if (source.Override("cloudevent.id", "") is { Length: > 0 } id)
            json.WriteString("id", id);
        else
            json.WriteString("id", Guid.NewGuid());
        json.WriteString("pubsubname", source.PubSub);
        json.WriteString("source", OrDefault(source.Override("cloudevent.source", appId), DefaultSource));
        json.WriteString("specversion", "1.0");
        json.WriteString("time", Instant(now));
        json.WriteString("topic", source.Topic);
        json.WriteString("traceid", trace);
        json.WriteString("traceparent", trace);
        json.WriteString("tracestate", source.Override("cloudevent.tracestate", source.TraceState));
        json.WriteString("type", OrDefault(source.Override("cloudevent.type", ""), DefaultType));
    });

    private static ReadOnlyMemory<byte> Complete(OutgoingEvent outgoing, DateTimeOffset now)
    {
        using var document = First(outgoing.Data.Span);
        var root = document.RootElement;
        if (root.ValueKind != JsonValueKind.Object)
            throw new JsonException("a CloudEvent is a JSON object");
        return Write(outgoing.Data.Length, (outgoing, root), (json, given) =>
        {
            var (source, ce) = given;
            foreach (var member in ce.EnumerateObject().Where(member => !IsOurs(member.Name)))
                member.WriteTo(json);
            WriteExpiration(json, source, now);
            WriteMissing(json, ce, "source", DefaultSource);
            WriteMissing(json, ce, "specversion", "1.0");
            WriteMissing(json, ce, "time", Instant(now));
            WriteMissing(json, ce, "type", DefaultType);
            var traceParent = Text(ce, "traceparent") ?? source.TraceParent;
            json.WriteString("pubsubname", source.PubSub);
            json.WriteString("topic", source.Topic);
            json.WriteString("traceid", Text(ce, "traceid") ?? traceParent);
            json.WriteString("traceparent", traceParent);
            json.WriteString("tracestate", Text(ce, "tracestate") ?? source.TraceState);
        });
    }

    private static string OrDefault(string text, string standard) => text.Length > 0 ? text : standard;

    private static bool IsOurs(string member) => member is "pubsubname" or "topic" or "traceid" or "traceparent" or "tracestate";

    private static void WriteMissing(Utf8JsonWriter json, JsonElement ce, string member, string value)
    {
        if (!ce.TryGetProperty(member, out var found) || found.ValueKind == JsonValueKind.Null)
            json.WriteString(member, value);
    }

    private static string? Text(JsonElement ce, string member) =>
        ce.TryGetProperty(member, out var found) && found.ValueKind == JsonValueKind.String && found.GetString() is { Length: > 0 } text ? text : null;

    private static void WriteExpiration(Utf8JsonWriter json, OutgoingEvent source, DateTimeOffset now)
    {
        if (source.TimeToLive is { } life)
            json.WriteString("expiration", Instant(now + life));
    }

    private static void WriteData(Utf8JsonWriter json, OutgoingEvent source)
    {
        var data = source.Data.Span;
        if (ContentTypes.IsBinary(source.ContentType))
        {
            json.WriteBase64String("data_base64", data);
        }
        else if (ContentTypes.IsJson(source.ContentType) && FirstValue(data) is { Length: > 0 } value)
        {
            json.WritePropertyName("data");
            json.WriteRawValue(value, skipInputValidation: true);
        }
        else
        {
            json.WriteString("data", Encoding.UTF8.GetString(data));
        }
    }

    // Text after the first value is ignored, as daprd reads a body as a stream.
    private static ReadOnlySpan<byte> FirstValue(ReadOnlySpan<byte> data)
    {
        var reader = new Utf8JsonReader(data, Read);
        try
        {
            if (!reader.Read() || !reader.TrySkip())
                return [];
        }
        catch (JsonException)
        {
            // What says it is JSON and is not goes on as text.
            return [];
        }

        var value = data[..(int)reader.BytesConsumed];
        return Utf8.IsValid(value) ? value : Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(value));
    }

    private static JsonDocument First(ReadOnlySpan<byte> data)
    {
        var reader = new Utf8JsonReader(data, Read);
        return JsonDocument.ParseValue(ref reader);
    }

    private static string Instant(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static ReadOnlyMemory<byte> Write<T>(int size, T source, Action<Utf8JsonWriter, T> members)
    {
        var buffer = new ArrayBufferWriter<byte>(size + 512);
        using (var json = new Utf8JsonWriter(buffer, Written))
        {
            json.WriteStartObject();
            members(json, source);
            json.WriteEndObject();
        }

        return buffer.WrittenMemory;
    }
}
