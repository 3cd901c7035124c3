using System.Text.Json;
using System.Text.Json.Nodes;

namespace Fleet.Runtime.Http;

/// <summary>Fields of a JSON object as Go finds them: by their name or, when there is none, by the same letters in any case.</summary>
internal static class FoldedFields
{
    /// <summary>The value of a field; null: absent, or null.</summary>
    public static JsonNode? Field(this JsonObject map, string name) =>
        map.TryGetPropertyValue(name, out var exact) ? exact : map.FirstOrDefault(field => field.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Value;

    /// <summary>Finds a field of an object; false: absent, or null.</summary>
    public static bool TryGetField(this JsonElement map, string name, out JsonElement value)
    {
        if (!map.TryGetProperty(name, out value))
        {
            foreach (var field in map.EnumerateObject())
            {
                if (field.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
                    value = field.Value;
            }
        }

        return value.ValueKind is not (JsonValueKind.Undefined or JsonValueKind.Null);
    }
}
