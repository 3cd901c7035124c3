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
        try
        {
            return body is null ? new BindingRequest("", "null"u8.ToArray(), NoMetadata) : Read(body.AsObject());
        }
        catch (Exception bad) when (bad is JsonException or InvalidOperationException)
        {
            throw new ApiException(CommonErrors.Malformed(bad.Message), bad);
        }
    }

    private static BindingRequest Read(JsonObject body)
    {
        var request = new BindingRequest("", "null"u8.ToArray(), NoMetadata);
        foreach (var (name, value) in body)
        {
            if (name.Equals("operation", StringComparison.OrdinalIgnoreCase))
                request = request with { Operation = value?.GetValue<string>() ?? "" };
            else if (name.Equals("data", StringComparison.OrdinalIgnoreCase))
                request = request with { Data = GoJson.Write(value) };
            else if (name.Equals("metadata", StringComparison.OrdinalIgnoreCase) && value is not null)
                request = request with { Metadata = value.AsObject().ToDictionary(item => item.Key, item => item.Value?.GetValue<string>() ?? "", StringComparer.Ordinal) };
        }

        return request;
    }
}
