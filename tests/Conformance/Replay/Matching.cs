using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Fleet.Tests.Conformance.Replay;

/// <summary>Compares what was seen with what a recording holds; <c>{{kind}}</c> stands for a value of that kind.</summary>
public static partial class Matching
{
    /// <summary>Every difference, with the path where it is.</summary>
    public static IEnumerable<string> Differences(JsonNode? want, JsonNode? got, string path = "$")
    {
        if (want is JsonValue placeholder && placeholder.TryGetValue<string>(out var kind) && kind.StartsWith("{{", StringComparison.Ordinal) && kind.EndsWith("}}", StringComparison.Ordinal))
            return IsKind(kind[2..^2], got) ? [] : [$"{path}: want {kind}, got {Text(got)}"];
        if (want is JsonObject wantObject && got is JsonObject gotObject)
            return InObject(wantObject, gotObject, path);
        if (want is JsonArray wantArray && got is JsonArray gotArray)
        {
            return wantArray.Count != gotArray.Count
                ? [$"{path}: want {wantArray.Count} items, got {gotArray.Count}: {Text(got)}"]
                : wantArray.SelectMany((item, index) => Differences(item, gotArray[index], $"{path}[{index}]"));
        }

        return JsonNode.DeepEquals(want, got) || IsPortAsText(want, got) ? [] : [$"{path}: want {Text(want)}, got {Text(got)}"];
    }

    /// <summary>What tells of daprd's other processes, which recordings need not be matched in.</summary>
    public static bool IsOfControlPlane(string name) => name == "scheduler";

    /// <summary>A short text of a value for a message.</summary>
    public static string Text(JsonNode? node)
    {
        var text = node?.ToJsonString() ?? "null";
        return text.Length > 400 ? text[..400] + "…" : text;
    }

    private static IEnumerable<string> InObject(JsonObject want, JsonObject got, string path)
    {
        foreach (var (name, value) in want)
        {
            if (IsOfControlPlane(name))
                continue;
            if (value is JsonValue text && text.TryGetValue<string>(out var absent) && absent == "{{absent}}")
            {
                if (got.ContainsKey(name))
                    yield return $"{path}.{name}: want absent";
            }
            else if (!got.ContainsKey(name))
            {
                yield return $"{path}.{name}: missing";
            }
            else
            {
                foreach (var difference in Differences(value, got[name], $"{path}.{name}"))
                    yield return difference;
            }
        }

        foreach (var (name, value) in got)
        {
            if (!want.ContainsKey(name))
                yield return $"{path}.{name}: not expected ({Text(value)})";
        }
    }

    // A port that stands as a number in the answer stands as the text of a placeholder in the recording.
    private static bool IsPortAsText(JsonNode? want, JsonNode? got) =>
        want?.GetValueKind() == JsonValueKind.String && got?.GetValueKind() == JsonValueKind.Number && (string)want! == got.ToJsonString();

    private static bool IsKind(string kind, JsonNode? got)
    {
        var text = got?.GetValueKind() == JsonValueKind.String ? (string)got! : null;
        return kind switch
        {
            "any" => true,
            "absent" => got is null,
            "number" => got?.GetValueKind() == JsonValueKind.Number,
            "uuid" => text is not null && Uuid().IsMatch(text),
            "time" => text is not null && Time().IsMatch(text),
            "traceparent" => text is not null && TraceParent().IsMatch(text),
            "int" => text is not null && long.TryParse(text, out _),
            "base64" => text is not null && Base64().IsMatch(text),
            "etag" => text is { Length: > 0 },
            _ when kind.StartsWith("re:", StringComparison.Ordinal) =>
                text is not null && Regex.IsMatch(text, $"^(?:{kind[3..]})$", RegexOptions.None, TimeSpan.FromSeconds(1)),
            _ => text is not null,
        };
    }

    [GeneratedRegex("^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$", RegexOptions.None, 1000)]
    private static partial Regex Uuid();

    [GeneratedRegex(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:?\d\d)$", RegexOptions.None, 1000)]
    private static partial Regex Time();

    [GeneratedRegex("^00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$", RegexOptions.None, 1000)]
    private static partial Regex TraceParent();

    [GeneratedRegex("^[A-Za-z0-9+/_-]+=*$", RegexOptions.None, 1000)]
    private static partial Regex Base64();
}
