using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Fleet.Runtime.Http;

namespace Fleet.Runtime.State;

/// <summary>What the state API answers.</summary>
internal static class StateAnswers
{
    private static readonly JsonWriterOptions Writing = new() { Encoder = JsonText.Options.Encoder };

    /// <summary>One value with its ETag and the time of its end.</summary>
    public static Task EntryAsync(ApiCall call, StateEntry entry)
    {
        if (entry.Etag.Length > 0)
            call.Http.Response.Headers.ETag = entry.Etag;
        if (entry.ExpiresAt is { } end)
            call.Http.Response.Headers["metadata.ttlExpireTime"] = Rfc3339(end);
        return call.BytesAsync(entry.Value);
    }

    /// <summary>Values of several keys.</summary>
    /// <param name="emptyItems">How many items with an empty key follow.</param>
    public static async Task BulkAsync(ApiCall call, List<string> keys, IReadOnlyList<StateItem> found, int emptyItems)
    {
        var buffer = new ArrayBufferWriter<byte>();
        await using (var writer = new Utf8JsonWriter(buffer, Writing))
        {
            writer.WriteStartArray();
            for (var i = 0; i < keys.Count; i++)
                Write(writer, keys[i], found[i]);
            for (var i = 0; i < emptyItems; i++)
                Write(writer, "", default);
            writer.WriteEndArray();
        }

        await call.BytesAsync(buffer.WrittenMemory);
    }

    private static void Write(Utf8JsonWriter writer, string key, StateItem item)
    {
        writer.WriteStartObject();
        writer.WriteString("key", key);
        if (item.Error is not null)
            writer.WriteString("error", item.Error);
        if (item.Entry is { } entry)
        {
            writer.WritePropertyName("data");
            WriteValue(writer, entry.Value.Span);
            if (entry.Etag.Length > 0)
                writer.WriteString("etag", entry.Etag);
            if (entry.ExpiresAt is { } end)
            {
                writer.WriteStartObject("metadata");
                writer.WriteString("ttlExpireTime", Rfc3339(end));
                writer.WriteEndObject();
            }
        }

        writer.WriteEndObject();
    }

    // A value that came over gRPC may be anything; the answer must stay JSON.
    private static void WriteValue(Utf8JsonWriter writer, ReadOnlySpan<byte> value)
    {
        try
        {
            writer.WriteRawValue(value);
        }
        catch (JsonException)
        {
            writer.WriteStringValue(Encoding.UTF8.GetString(value));
        }
    }

    private static string Rfc3339(DateTimeOffset instant) =>
        instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}

/// <summary>What a bulk read found of one key.</summary>
/// <param name="Entry">What is stored; null: nothing, or it could not be read.</param>
/// <param name="Error">Why it could not be read; null: it could.</param>
internal readonly record struct StateItem(StateEntry? Entry, string? Error = null);
