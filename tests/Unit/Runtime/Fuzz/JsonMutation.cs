using System.Text;
using System.Text.Json.Nodes;

namespace Fleet.Tests.Unit.Runtime.Fuzz;

/// <summary>A JSON body with one field replaced. The replacement need not be JSON.</summary>
internal static class JsonMutation
{
    private const string Mark = "\"@here@\"";

    /// <summary>The body once with each of its values, itself included, in turn replaced by a mark.</summary>
    public static IReadOnlyList<Slot> Slots(string json)
    {
        var slots = new List<Slot> { new("$", Mark) };
        var count = Count(JsonNode.Parse(json)!);
        for (var index = 0; index < count; index++)
        {
            var copy = JsonNode.Parse(json)!;
            var left = index;
            slots.Add(new Slot(Replace(copy, ref left)!, copy.ToJsonString().Replace("\"\\u0040here@\"", Mark, StringComparison.Ordinal)));
        }

        return slots;
    }

    private static int Count(JsonNode node) => node switch
    {
        JsonObject map => map.Sum(pair => 1 + (pair.Value is null ? 0 : Count(pair.Value))),
        JsonArray list => list.Sum(item => 1 + (item is null ? 0 : Count(item))),
        _ => 0,
    };

    private static string? Replace(JsonNode node, ref int left)
    {
        foreach (var (name, child, set) in Children(node))
        {
            if (left-- == 0)
            {
                set("@here@");
                return name;
            }

            if (child is not null && Replace(child, ref left) is { } below)
                return name + "." + below;
        }

        return null;
    }

    private static IEnumerable<(string Name, JsonNode? Child, Action<JsonNode> Set)> Children(JsonNode node)
    {
        if (node is JsonObject map)
            return [.. map.Select(pair => (pair.Key, pair.Value, (Action<JsonNode>)(value => map[pair.Key] = value)))];
        return node is JsonArray list ? [.. list.Select((item, index) => ($"[{index}]", item, (Action<JsonNode>)(value => list[index] = value)))] : [];
    }

    /// <summary>A place in a body.</summary>
    /// <param name="Path">Where it is.</param>
    /// <param name="Text">The body with the mark.</param>
    internal sealed record Slot(string Path, string Text)
    {
        public byte[] With(string value) => Encoding.UTF8.GetBytes(Text.Replace(Mark, value, StringComparison.Ordinal));
    }
}
