using System.Text.Json.Nodes;

namespace Fleet.Runtime.Configuration;

/// <summary>Configuration items as the API writes them; what is empty is left out.</summary>
internal static class ConfigurationJson
{
    /// <summary>Items by their keys.</summary>
    public static JsonObject Items(IEnumerable<KeyValuePair<string, ConfigurationItem>> items) =>
        new(items.Select(item => KeyValuePair.Create(item.Key, (JsonNode?)Item(item.Value))));

    /// <summary>What an app is told of a change; null: the key is gone.</summary>
    public static JsonObject Change(string subscription, string key, ConfigurationItem? item) =>
        new() { ["id"] = subscription, ["items"] = new JsonObject { [key] = item is null ? new JsonObject() : Item(item) } };

    private static JsonObject Item(ConfigurationItem item)
    {
        var json = new JsonObject();
        if (item.Value.Length > 0)
            json["value"] = item.Value;
        if (item.Version.Length > 0)
            json["version"] = item.Version;
        if (item.Metadata is { Count: > 0 } metadata)
            json["metadata"] = new JsonObject(metadata.Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)pair.Value)));
        return json;
    }
}
