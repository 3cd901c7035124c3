using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Fleet.VehicleTracking.Ingest;

/// <summary>
/// Gathers what a device says beyond the fields of a position: flat names to texts, numbers and truth values, at most
/// <see cref="MostNames"/> of them in <see cref="MostBytes"/> bytes. The first value of a name counts.
/// </summary>
/// <param name="isLenient">
/// What cannot be kept is left out, and what is nested becomes its JSON text: who sends it would only send it again, for ever.
/// </param>
internal sealed class AttributeBag(bool isLenient = false)
{
    public const int MostNames = 32;
    public const int MostBytes = 2_048;
    private const int MostNameCharacters = 64;
    private readonly Dictionary<string, object> values = new(StringComparer.Ordinal);
    private int bytes;

    /// <summary>Adds a member of a JSON object; null and a repeated name say nothing.</summary>
    public ItemMistake? Add(JsonProperty member)
    {
        if (NameOf(member) is not { } name) return isLenient ? null : new ItemMistake("", "wrong_type", "The name of an attribute is a Unicode text.");
        return member.Value.ValueKind switch
        {
            JsonValueKind.Null => null,
            JsonValueKind.True => Add(name, true),
            JsonValueKind.False => Add(name, false),
            JsonValueKind.Number when member.Value.TryGetDouble(out var number) && double.IsFinite(number) => Add(name, number),
            JsonValueKind.String when Fields.TextOf(member.Value) is { } text => Add(name, text),
            JsonValueKind.Object or JsonValueKind.Array when isLenient => Add(name, member.Value.GetRawText()),
            _ => isLenient ? null : new ItemMistake(name, "wrong_type", "An attribute is a text, a number, true or false."),
        };
    }

    public ItemMistake? Add(string name, bool value) => Put(name, value, 5);

    public ItemMistake? Add(string name, double value) => double.IsFinite(value)
        ? Put(name, value, 8)
        : new ItemMistake(name, "out_of_range", "An attribute that is a number is a finite one.");

    public ItemMistake? Add(string name, string value) => Put(name, value, Encoding.UTF8.GetByteCount(value));

    /// <summary>Whether <paramref name="name"/> is there already.</summary>
    public bool Has(string name) => values.ContainsKey(name);

    /// <summary>What was gathered; null for nothing.</summary>
    public IReadOnlyDictionary<string, JsonElement>? Build()
    {
        if (values.Count == 0) return null;
        var buffer = new ArrayBufferWriter<byte>(bytes + (values.Count * 8) + 16);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            foreach (var (name, value) in values) Write(json, name, value);
            json.WriteEndObject();
        }

        var built = new Dictionary<string, JsonElement>(values.Count, StringComparer.Ordinal);
        foreach (var member in JsonElement.Parse(buffer.WrittenSpan).EnumerateObject()) built[member.Name] = member.Value;
        return built;
    }

    private static void Write(Utf8JsonWriter json, string name, object value)
    {
        switch (value)
        {
            case bool flag:
                json.WriteBoolean(name, flag);
                break;
            case double number:
                json.WriteNumber(name, number);
                break;
            default:
                json.WriteString(name, (string)value);
                break;
        }
    }

    private ItemMistake? Put(string name, object value, int size)
    {
        if (values.ContainsKey(name)) return null;
        size += Encoding.UTF8.GetByteCount(name);
        if (Obstacle(name, size) is { } obstacle) return isLenient ? null : obstacle;
        bytes += size;
        values.Add(name, value);
        return null;
    }

    private ItemMistake? Obstacle(string name, int size)
    {
        if (name.Length is 0 or > MostNameCharacters || name.AsSpan().ContainsAnyInRange('\0', '\u001f'))
            return new ItemMistake(name.Length > MostNameCharacters ? name[..MostNameCharacters] : name, "malformed_name", $"The name of an attribute has 1 to {MostNameCharacters} characters, none of them a control character.");
        if (values.Count == MostNames) return new ItemMistake(name, "too_many", $"A position has {MostNames} attributes at most.");
        return bytes + size > MostBytes ? new ItemMistake(name, "too_large", $"The attributes of a position have {MostBytes} bytes at most, names and values.") : null;
    }

    private static string? NameOf(JsonProperty member)
    {
        try
        {
            return member.Name;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
