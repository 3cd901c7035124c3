using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Fleet.Tests.Conformance.Replay;

/// <summary>Compares a body with the form that a recording gives it.</summary>
public static class Bodies
{
    private static readonly string[] DetailMembers = ["@type", "reason", "domain", "resource_type", "resource_name"];

    /// <summary>Every difference between a body and <paramref name="want"/>.</summary>
    public static IEnumerable<string> Differences(JsonObject want, byte[] body)
    {
        var (form, value) = want.First();
        return form switch
        {
            "empty" => body.Length == 0 ? [] : [$"body: want none, got {Utf8(body)}"],
            "nonEmpty" => body.Length > 0 ? [] : ["body: want some bytes"],
            "text" => Matching.Differences(value, JsonValue.Create(Utf8(body)), "body"),
            "base64" => Matching.Differences(value, JsonValue.Create(Convert.ToBase64String(body)), "body"),
            "length" or "sha256" => Large(want, body),
            _ => InJson(form, value!, body),
        };
    }

    private static IEnumerable<string> Large(JsonObject want, byte[] body)
    {
        var got = new JsonObject { ["length"] = body.Length, ["sha256"] = Convert.ToHexStringLower(SHA256.HashData(body)) };
        return Matching.Differences(want, got, "body");
    }

    private static IEnumerable<string> InJson(string form, JsonNode value, byte[] body)
    {
        JsonNode? json;
        try
        {
            json = JsonNode.Parse(body);
        }
        catch (JsonException)
        {
            return [$"body: want {form}, got {Utf8(body)}"];
        }

        return form switch
        {
            "json" => Matching.Differences(value, json, "body"),
            "jsonKeys" => Matching.Differences(value, Names(json), "body"),
            "jsonHas" => ((JsonObject)value).Where(item => !Matching.IsOfControlPlane(item.Key)).SelectMany(item => Matching.Differences(item.Value, json?[item.Key], "body." + item.Key)),
            "jsonSet" => AsSet(value.AsArray(), json as JsonArray),
            "jsonItems" => ((JsonObject)value).SelectMany(item => Items(item.Value!.AsArray(), json?[item.Key] as JsonArray, item.Key)),
            "error" => Error(value, json),
            _ => [$"body: unknown form {form}"],
        };
    }

    private static IEnumerable<string> Items(JsonArray want, JsonArray? got, string name)
    {
        if (want.Count == 0)
            return got is null or { Count: 0 } ? [] : [$"body.{name}: want none, got {Matching.Text(got)}"];
        var fields = want[0]!.AsObject().Select(member => member.Key).ToList();
        var picked = new JsonArray([.. (got ?? []).Select(item => new JsonObject(fields.Select(field => KeyValuePair.Create(field, item?[field]?.DeepClone()))))]);
        return AsSet(want, picked);
    }

    private static IEnumerable<string> AsSet(JsonArray want, JsonArray? got)
    {
        if (got is null || got.Count != want.Count)
            return [$"body: want {want.Count} items, got {Matching.Text(got)}"];
        var left = got.ToList();
        return [.. want.Where(item => !Take(left, item)).Select(item => $"body: no item like {Matching.Text(item)} among {Matching.Text(got)}")];
    }

    private static bool Take(List<JsonNode?> left, JsonNode? want)
    {
        var index = left.FindIndex(item => !Matching.Differences(want, item).Any());
        if (index >= 0)
            left.RemoveAt(index);
        return index >= 0;
    }

    private static IEnumerable<string> Error(JsonNode want, JsonNode? json)
    {
        if (json is not JsonObject body)
            return [$"body: want an error, got {Matching.Text(json)}"];
        var got = new JsonObject { ["errorCode"] = body["errorCode"]?.DeepClone(), ["keys"] = Names(body) };
        if (body["details"] is JsonArray details)
            got["details"] = new JsonArray([.. details.Select(detail => new JsonObject(detail!.AsObject().Where(member => DetailMembers.Contains(member.Key)).Select(member => KeyValuePair.Create(member.Key, member.Value?.DeepClone()))))]);
        return Matching.Differences(want, got, "body");
    }

    private static JsonArray Names(JsonNode? json) =>
        new([.. (json as JsonObject ?? []).Select(member => member.Key).Order(StringComparer.Ordinal).Select(name => JsonValue.Create(name))]);

    private static string Utf8(byte[] body)
    {
        var text = Encoding.UTF8.GetString(body);
        return text.Length > 400 ? text[..400] + "…" : text;
    }
}
