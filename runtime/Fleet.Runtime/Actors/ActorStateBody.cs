using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using Fleet.Runtime.Http;
using Fleet.Runtime.State;

namespace Fleet.Runtime.Actors;

/// <summary>The body of an actor's state transaction: <c>[{"operation":"upsert"|"delete","request":{"key","value","metadata"}}]</c>.</summary>
internal sealed class ActorStateBody(JsonDocument document) : IDisposable
{
    /// <summary>Reads a body; what follows the first JSON value is ignored, as daprd does.</summary>
    /// <exception cref="ApiException">It is not an array of operations.</exception>
    public static ActorStateBody Parse(ReadOnlySpan<byte> json)
    {
        try
        {
            var reader = new Utf8JsonReader(json, new JsonReaderOptions { AllowMultipleValues = true, MaxDepth = JsonText.MaxDepth });
            var document = JsonDocument.ParseValue(ref reader);
            var isList = document.RootElement.ValueKind is JsonValueKind.Array or JsonValueKind.Null
                && (document.RootElement.ValueKind == JsonValueKind.Null || document.RootElement.EnumerateArray().All(item => item.ValueKind == JsonValueKind.Object));
            return isList ? new ActorStateBody(document) : throw new JsonException("expected an array of operations");
        }
        catch (JsonException broken)
        {
            throw new ApiException(CommonErrors.Malformed(broken.Message), broken);
        }
    }

    /// <summary>The operations as writes.</summary>
    /// <exception cref="FormatException">An operation that cannot be done; the text is for the caller.</exception>
    public List<StateWrite> Writes(string prefix, bool takesTtl)
    {
        var writes = new List<StateWrite>();
        if (document.RootElement.ValueKind != JsonValueKind.Array)
            return writes;
        foreach (var item in document.RootElement.EnumerateArray())
        {
            var operation = item.TryGetField("operation", out var name) ? name.ToString() : "";
            var request = item.TryGetField("request", out var found) && found.ValueKind == JsonValueKind.Object ? found : default;
            writes.Add(operation switch
            {
                "upsert" => new StateWrite(prefix + Key(request), Value(request), Ttl: Ttl(request, takesTtl)),
                "delete" => new StateWrite(prefix + Key(request), null),
                _ => throw new FormatException($"operation '{operation}' is neither upsert nor delete"),
            });
        }

        return writes;
    }

    /// <inheritdoc/>
    public void Dispose() => document.Dispose();

    private static string Key(JsonElement request) =>
        request.ValueKind == JsonValueKind.Object && request.TryGetField("key", out var key) && key.ValueKind == JsonValueKind.String && key.GetString() is { Length: > 0 } text
            ? text
            : throw new FormatException("an operation has no key");

    // A value keeps the bytes of the caller.
    private static byte[] Value(JsonElement request) =>
        request.TryGetField("value", out var value) ? JsonMarshal.GetRawUtf8Value(value).ToArray() : "null"u8.ToArray();

    private static TimeSpan? Ttl(JsonElement request, bool takesTtl)
    {
        if (!request.TryGetField("metadata", out var metadata) || metadata.ValueKind != JsonValueKind.Object || !metadata.TryGetProperty("ttlInSeconds", out var ttl))
            return null;
        if (!takesTtl)
            throw new FormatException("ttlInSeconds needs the feature ActorStateTTL");
        if (!int.TryParse(ttl.ToString(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var seconds) || seconds < -1)
            throw new FormatException($"ttlInSeconds '{ttl}' is not a whole number of -1 or more");
        return TimeSpan.FromSeconds(Math.Max(0, seconds));
    }
}
