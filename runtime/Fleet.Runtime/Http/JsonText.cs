using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Fleet.Runtime.Http;

/// <summary>JSON as the sidecar writes it: compact, escaped only where JSON demands it.</summary>
public static class JsonText
{
    /// <summary>How deep what others send may be nested.</summary>
    public const int MaxDepth = 1000;

    // What the sidecar puts around a value that it was sent.
    private const int Envelope = 24;

    /// <summary>Options for everything the sidecar writes.</summary>
    public static JsonSerializerOptions Options { get; } =
        new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, MaxDepth = MaxDepth + Envelope };

    /// <summary>Why JSON could not be read, in words for whoever sent it: no type of the program is named.</summary>
    public static string Explain(JsonException broken) =>
        broken is { Path: { } path, InnerException: not JsonException } ? $"the value at {path} is of the wrong kind" : broken.Message;

    /// <summary>A JSON value as UTF-8.</summary>
    public static byte[] Bytes(JsonNode? value) => JsonSerializer.SerializeToUtf8Bytes(value, Options);
}
