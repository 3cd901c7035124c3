using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Fleet.Runtime.Http;

/// <summary>
/// JSON as Go writes a value that it has read: names in order, numbers as doubles, and the characters that mean something
/// in HTML escaped. Others see these bytes where a value is handed on as text, such as in a file.
/// </summary>
internal static class GoJson
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true, MaxDepth = JsonText.MaxDepth };

    public static byte[] Write(JsonNode? value)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Options))
            Write(json, value);
        return EscapeHtml(buffer.WrittenSpan);
    }

    private static void Write(Utf8JsonWriter json, JsonNode? value)
    {
        switch (value)
        {
            case JsonObject map:
                json.WriteStartObject();
                foreach (var (name, item) in map.OrderBy(pair => pair.Key, StringComparer.Ordinal))
                {
                    json.WritePropertyName(name);
                    Write(json, item);
                }

                json.WriteEndObject();
                break;
            case JsonArray list:
                json.WriteStartArray();
                foreach (var item in list)
                    Write(json, item);
                json.WriteEndArray();
                break;
            case JsonValue number when number.GetValueKind() == JsonValueKind.Number:
                json.WriteRawValue(Number(number), skipInputValidation: true);
                break;
            case null:
                json.WriteNullValue();
                break;
            default:
                value.WriteTo(json);
                break;
        }
    }

    private static string Number(JsonValue value)
    {
        var number = value.GetValue<JsonElement>().GetDouble();
        if (!double.IsFinite(number))
            throw new JsonException($"{value} is larger than a number can be");
        var size = Math.Abs(number);
        if (size is 0 or (>= 1e-6 and < 1e21))
            return Plain(number);
        var text = number.ToString("R", CultureInfo.InvariantCulture).ToLowerInvariant();
        return text.Replace("e-0", "e-", StringComparison.Ordinal);
    }

    // All digits: .NET would write large and small numbers with an exponent.
    private static string Plain(double number)
    {
        var text = number.ToString("R", CultureInfo.InvariantCulture);
        var mark = text.IndexOf('E', StringComparison.Ordinal);
        return mark < 0 ? text : decimal.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture);
    }

    private static byte[] EscapeHtml(ReadOnlySpan<byte> json)
    {
        if (json.IndexOfAny("<>&"u8) < 0)
            return json.ToArray();
        var escaped = new ArrayBufferWriter<byte>(json.Length + 64);
        foreach (var one in json)
        {
            escaped.Write(one switch
            {
                (byte)'<' => "\\u003c"u8,
                (byte)'>' => "\\u003e"u8,
                (byte)'&' => "\\u0026"u8,
                _ => [one],
            });
        }

        return escaped.WrittenSpan.ToArray();
    }
}
