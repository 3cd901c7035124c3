using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Fleet.Runtime.Http;
using Fleet.Runtime.PubSub;

namespace Fleet.Runtime.State;

/// <summary>A value of a transaction that is to be published.</summary>
/// <param name="Value">The JSON value.</param>
/// <param name="ContentType">Content type of the event's data.</param>
/// <param name="TraceParent">W3C traceparent of the caller; empty: none.</param>
/// <param name="Metadata">Metadata of the operation: they become members of the event.</param>
internal sealed record OutboxEvent(ReadOnlyMemory<byte> Value, string ContentType, string TraceParent, IReadOnlyDictionary<string, string> Metadata)
{
    private static readonly string[] NotTheirs = ["data", "id", "topic", "pubsubname"];

    /// <summary>The event's data: what is no JSON by its type is the text itself, without quotes.</summary>
    public ReadOnlyMemory<byte> Data => !ContentTypes.IsJson(ContentType) && Value.Span is [(byte)'"', ..]
        ? Encoding.UTF8.GetBytes(JsonSerializer.Deserialize<string>(Value.Span, JsonText.Options) ?? "")
        : Value;

    /// <summary>The CloudEvent with the metadata as members.</summary>
    public byte[] Dress(ReadOnlyMemory<byte> cloudEvent)
    {
        var own = Metadata.Where(item => !NotTheirs.Contains(item.Key, StringComparer.Ordinal)).ToList();
        if (own.Count == 0)
            return cloudEvent.ToArray();
        var dressed = JsonNode.Parse(cloudEvent.Span, documentOptions: new JsonDocumentOptions { MaxDepth = JsonText.MaxDepth })!.AsObject();
        foreach (var (name, value) in own)
            dressed[name] = value;
        return JsonText.Bytes(dressed);
    }
}
