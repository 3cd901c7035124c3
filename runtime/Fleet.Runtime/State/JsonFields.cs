using System.Text.Json;

namespace Fleet.Runtime.State;

/// <summary>Reading of known fields straight from the bytes, so that a value can be stored as it was sent.</summary>
internal static class JsonFields
{
    private static readonly string[] Names =
        ["key", "value", "etag", "metadata", "options", "concurrency", "consistency", "keys", "parallelism", "operations", "operation", "request"];

    /// <summary>Steps into an object; false for null.</summary>
    public static bool BeginObject(ref Utf8JsonReader reader) => Begin(ref reader, JsonTokenType.StartObject, "an object");

    /// <summary>Steps into an array; false for null.</summary>
    public static bool BeginArray(ref Utf8JsonReader reader) => Begin(ref reader, JsonTokenType.StartArray, "an array");

    /// <summary>Goes to the value of the next field; false at the end of the object.</summary>
    public static bool Next(ref Utf8JsonReader reader, out string name)
    {
        name = "";
        reader.Read();
        if (reader.TokenType == JsonTokenType.EndObject)
            return false;
        name = Known(ref reader);
        reader.Read();
        return true;
    }

    /// <summary>Goes to the next item; false at the end of the array.</summary>
    public static bool NextItem(ref Utf8JsonReader reader) => reader.Read() && reader.TokenType != JsonTokenType.EndArray;

    /// <summary>A text; null for null.</summary>
    public static string? Text(ref Utf8JsonReader reader) => reader.TokenType is JsonTokenType.String or JsonTokenType.Null
        ? reader.GetString()
        : throw new JsonException($"expected a text, found {reader.TokenType}");

    /// <summary>Passes over a whole number, or null.</summary>
    public static void SkipNumber(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.Null && (reader.TokenType != JsonTokenType.Number || !reader.TryGetInt64(out _)))
            throw new JsonException($"expected a whole number, found {reader.TokenType}");
    }

    /// <summary>An object whose values are all texts.</summary>
    public static Dictionary<string, string>? Texts(ref Utf8JsonReader reader)
    {
        if (!BeginObject(ref reader))
            return null;
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var name = reader.GetString()!;
            reader.Read();
            texts[name] = Text(ref reader) ?? "";
        }

        return texts;
    }

    /// <summary>A value of any kind as its bytes.</summary>
    public static ReadOnlyMemory<byte> Raw(ref Utf8JsonReader reader, ReadOnlyMemory<byte> body)
    {
        var start = (int)reader.TokenStartIndex;
        reader.Skip();
        return body[start..(int)reader.BytesConsumed];
    }

    private static bool Begin(ref Utf8JsonReader reader, JsonTokenType expected, string what)
    {
        if (reader.TokenType == JsonTokenType.Null)
            return false;
        return reader.TokenType == expected ? true : throw new JsonException($"expected {what}, found {reader.TokenType}");
    }

    // The usual names without a new string each; as in Go, any of them may be written in capitals.
    private static string Known(ref Utf8JsonReader reader)
    {
        if (reader.ValueTextEquals("key"u8))
            return "key";
        if (reader.ValueTextEquals("value"u8))
            return "value";
        var name = reader.GetString()!;
        return Array.Find(Names, known => known.Equals(name, StringComparison.OrdinalIgnoreCase)) ?? name;
    }
}
