#nullable enable
using System.Buffers;
using System.Text.Json;

namespace Dapr.Client;

/// <summary>One key to write: <paramref name="Value"/> is JSON, null for none.</summary>
internal readonly record struct StateChange(
    string Key,
    byte[]? Value,
    string? ETag,
    StateOptions? Options,
    IReadOnlyDictionary<string, string>? Metadata);

/// <summary>The request bodies of the state API.</summary>
internal static class StateJson
{
    public static ReadOnlyMemory<byte> Changes(IReadOnlyList<StateChange> changes)
    {
        var body = new ArrayBufferWriter<byte>();
        using var writer = new Utf8JsonWriter(body);
        writer.WriteStartArray();
        foreach (var change in changes)
        {
            Write(writer, change);
        }

        writer.WriteEndArray();
        writer.Flush();
        return body.WrittenMemory;
    }

    public static ReadOnlyMemory<byte> Transaction(
        IReadOnlyList<StateTransactionRequest> operations,
        IReadOnlyDictionary<string, string>? metadata)
    {
        var body = new ArrayBufferWriter<byte>();
        using var writer = new Utf8JsonWriter(body);
        writer.WriteStartObject();
        writer.WriteStartArray("operations");
        foreach (var operation in operations)
        {
            writer.WriteStartObject();
            writer.WriteString("operation", operation.OperationType == StateOperationType.Delete ? "delete" : "upsert");
            writer.WritePropertyName("request");
            Write(writer, new(operation.Key, operation.Value, operation.ETag, operation.Options, operation.Metadata));
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        WriteMetadata(writer, metadata);
        writer.WriteEndObject();
        writer.Flush();
        return body.WrittenMemory;
    }

    public static string? Name(ConsistencyMode? mode) => mode switch
    {
        null => null,
        ConsistencyMode.Eventual => "eventual",
        ConsistencyMode.Strong => "strong",
        _ => throw new ArgumentOutOfRangeException(nameof(mode), mode, "Not a consistency mode."),
    };

    public static string? Name(ConcurrencyMode? mode) => mode switch
    {
        null => null,
        ConcurrencyMode.FirstWrite => "first-write",
        ConcurrencyMode.LastWrite => "last-write",
        _ => throw new ArgumentOutOfRangeException(nameof(mode), mode, "Not a concurrency mode."),
    };

    private static void Write(Utf8JsonWriter writer, in StateChange change)
    {
        writer.WriteStartObject();
        writer.WriteString("key", change.Key);
        if (change.Value is not null)
        {
            writer.WritePropertyName("value");
            writer.WriteRawValue(change.Value);
        }

        if (change.ETag is not null)
        {
            writer.WriteString("etag", change.ETag);
        }

        WriteOptions(writer, change.Options);
        WriteMetadata(writer, change.Metadata);
        writer.WriteEndObject();
    }

    private static void WriteOptions(Utf8JsonWriter writer, StateOptions? options)
    {
        if (options is null)
        {
            return;
        }

        writer.WriteStartObject("options");
        if (options.Concurrency is not null)
        {
            writer.WriteString("concurrency", Name(options.Concurrency));
        }

        if (options.Consistency is not null)
        {
            writer.WriteString("consistency", Name(options.Consistency));
        }

        writer.WriteEndObject();
    }

    public static void WriteMetadata(Utf8JsonWriter writer, IReadOnlyDictionary<string, string>? metadata)
    {
        if (metadata is null or { Count: 0 })
        {
            return;
        }

        writer.WriteStartObject("metadata");
        foreach (var (name, value) in metadata)
        {
            writer.WriteString(name, value);
        }

        writer.WriteEndObject();
    }
}
