using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Fleet.Tests.Conformance.Replay;

/// <summary>What <c>${NAME}</c> stands for in one run.</summary>
public sealed partial class Variables
{
    private readonly Dictionary<string, string> values = new(StringComparer.Ordinal);

    public string this[string name]
    {
        get => values[name];
        set => values[name] = value;
    }

    /// <summary>Replaces every known name; unknown ones stay.</summary>
    public string In(string text) =>
        Reference().Replace(text, match => values.TryGetValue(match.Groups[1].Value, out var value) ? value : match.Value);

    /// <summary>Replaces names in all texts of a JSON value, keys included.</summary>
    public JsonNode? In(JsonNode? node) => node switch
    {
        JsonObject item => new JsonObject(item.Select(member => KeyValuePair.Create(In(member.Key), In(member.Value)))),
        JsonArray array => new JsonArray([.. array.Select(In)]),
        JsonValue value when value.TryGetValue<string>(out var text) => JsonValue.Create(In(text)),
        _ => node?.DeepClone(),
    };

    [GeneratedRegex(@"\$\{([A-Za-z0-9_]+)\}", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Reference();
}
