using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Fleet.Runtime.Http;

/// <summary>JSON as the sidecar writes it: compact, escaped only where JSON demands it.</summary>
public static class JsonText
{
    /// <summary>Options for everything the sidecar writes.</summary>
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>A JSON value as UTF-8.</summary>
    public static byte[] Bytes(JsonNode? value) => JsonSerializer.SerializeToUtf8Bytes(value, Options);
}
