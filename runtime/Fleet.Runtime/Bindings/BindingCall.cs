using System.Text.Json;
using System.Text.Json.Nodes;
using Fleet.Runtime.Http;

namespace Fleet.Runtime.Bindings;

/// <summary>The body of a call of an output binding: <c>{"operation","data","metadata"}</c>, names in any case.</summary>
internal static class BindingCall
{
    private static readonly Dictionary<string, string> NoMetadata = new(StringComparer.Ordinal);

    /// <summary>Reads it; <c>null</c> is a call without an operation.</summary>
    /// <exception cref="ApiException">400: it is no such object.</exception>
    public static BindingRequest Parse(JsonNode? body)
    {
        var request = new BindingRequest("", "null"u8.ToArray(), NoMetadata);
        if (body is null)
            return request;
        foreach (var (name, value) in Object(body, "the body"))
        {
            if (name.Equals("operation", StringComparison.OrdinalIgnoreCase))
                request = request with { Operation = Text(value, name) };
            else if (name.Equals("data", StringComparison.OrdinalIgnoreCase))
                request = request with { Data = Data(value) };
            else if (name.Equals("metadata", StringComparison.OrdinalIgnoreCase) && value is not null)
                request = request with { Metadata = Object(value, name).ToDictionary(item => item.Key, item => Text(item.Value, item.Key), StringComparer.Ordinal) };
        }

        return request;
    }

    private static byte[] Data(JsonNode? value)
    {
        try
        {
            return GoJson.Write(value);
        }
        catch (JsonException broken)
        {
            throw new ApiException(CommonErrors.Malformed(broken.Message), broken);
        }
    }

    private static JsonObject Object(JsonNode value, string what) => value as JsonObject ?? throw Malformed(value, what, "an object");

    private static string Text(JsonNode? value, string what)
    {
        if (value is null)
            return "";
        return value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : throw Malformed(value, what, "a text");
    }

    private static ApiException Malformed(JsonNode value, string what, string expected)
    {
        var kind = value.GetValueKind();
        var name = kind is JsonValueKind.True or JsonValueKind.False ? "truth value" : kind.ToString().ToLowerInvariant();
        return new ApiException(CommonErrors.Malformed($"{what} is a JSON {name}, expected {expected}"));
    }
}
