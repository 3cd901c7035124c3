using System.Text.Json;

namespace Fleet.VehicleTracking.Ingest;

/// <summary>
/// A topic names whom its messages are about: <c>…/{vehicle}/position</c>, <c>…/{camera}/passage</c>. A message that does not
/// say it itself is about the one that its topic names.
/// </summary>
internal static class TelemetryTopic
{
    /// <summary>The name in a topic; null without a topic of that kind.</summary>
    public static string? Name(string? topic, string kind) => topic?.Split('/') is [.., var name, var last] && last == kind && name.Length > 0 ? name : null;

    /// <summary>The body with the name in every item that lacks it; a body that cannot be read stays as it is, for the reader to refuse.</summary>
    public static async Task<Stream> Complete(Stream body, string field, string? name, CancellationToken cancellation)
    {
        if (name is null) return body;
        var whole = new MemoryStream();
        await body.CopyToAsync(whole, cancellation);
        whole.Position = 0;
        try
        {
            using var json = JsonDocument.Parse(whole.GetBuffer().AsMemory(0, (int)whole.Length));
            return Completed(json.RootElement, field, name) ?? whole;
        }
        catch (JsonException)
        {
            return whole;
        }
    }

    private static MemoryStream? Completed(JsonElement root, string field, string name)
    {
        var isArray = root.ValueKind == JsonValueKind.Array;
        if (isArray ? !root.EnumerateArray().Any(item => Lacks(item, field)) : !Lacks(root, field)) return null;
        var completed = new MemoryStream();
        using (var writer = new Utf8JsonWriter(completed))
        {
            if (!isArray)
            {
                Write(writer, root, field, name);
            }
            else
            {
                writer.WriteStartArray();
                foreach (var item in root.EnumerateArray()) Write(writer, item, field, name);
                writer.WriteEndArray();
            }
        }

        completed.Position = 0;
        return completed;
    }

    private static bool Lacks(JsonElement item, string field) =>
        item.ValueKind == JsonValueKind.Object && !(item.TryGetProperty(field, out var value) && value.ValueKind != JsonValueKind.Null);

    private static void Write(Utf8JsonWriter writer, JsonElement item, string field, string name)
    {
        if (!Lacks(item, field))
        {
            item.WriteTo(writer);
            return;
        }

        writer.WriteStartObject();
        foreach (var property in item.EnumerateObject().Where(property => !property.NameEquals(field))) property.WriteTo(writer);
        writer.WriteString(field, name);
        writer.WriteEndObject();
    }
}
