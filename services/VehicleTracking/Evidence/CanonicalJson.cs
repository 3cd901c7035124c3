using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Fleet.Contracts;

namespace Fleet.VehicleTracking.Evidence;

/// <summary>
/// One form of a JSON value whoever writes it: members sorted by name (by code unit), no blanks, numbers and texts as they are
/// in the answers, nothing escaped that JSON does not require, UTF-8.
/// </summary>
public static class CanonicalJson
{
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>SHA-256 of the canonical form of <paramref name="evidence"/> without its own hash, 64 lower-case hexadecimal digits.</summary>
    public static string HashOf(ViolationEvidence evidence)
    {
        var node = JsonSerializer.SerializeToNode(evidence, ContractJson.Options)!.AsObject();
        node.Remove("sha256");
        return Convert.ToHexStringLower(SHA256.HashData(Of(node)));
    }

    /// <summary>The canonical form of <paramref name="node"/>.</summary>
    public static byte[] Of(JsonNode? node)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, Plain)) Write(node, writer);
        return buffer.ToArray();
    }

    private static void Write(JsonNode? node, Utf8JsonWriter writer)
    {
        switch (node)
        {
            case JsonObject members:
                writer.WriteStartObject();
                foreach (var (name, value) in members.OrderBy(member => member.Key, StringComparer.Ordinal))
                {
                    writer.WritePropertyName(name);
                    Write(value, writer);
                }

                writer.WriteEndObject();
                break;
            case JsonArray items:
                writer.WriteStartArray();
                foreach (var item in items) Write(item, writer);
                writer.WriteEndArray();
                break;
            case null:
                writer.WriteNullValue();
                break;
            case var value when value.GetValueKind() == JsonValueKind.String:
                writer.WriteStringValue(value.GetValue<string>());
                break;
            default:
                writer.WriteRawValue(node.ToJsonString());
                break;
        }
    }
}
