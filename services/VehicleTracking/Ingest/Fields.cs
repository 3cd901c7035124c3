using System.Text.Json;

namespace Fleet.VehicleTracking.Ingest;

/// <summary>
/// Reads the fields of one JSON object and keeps the first mistake, so that an item can be refused by name without harm to
/// the items around it. After a mistake the values read mean nothing.
/// </summary>
/// <param name="item">The object.</param>
/// <param name="prefix">What stands before a field's name where a mistake is told, e.g. <c>location.</c>.</param>
internal ref struct Fields(JsonElement item, string prefix = "")
{
    private const int MostText = 200;

    public ItemMistake? Mistake { get; private set; } = item.ValueKind == JsonValueKind.Object
        ? null
        : prefix.Length == 0 ? new(null, "wrong_type", "An item is a JSON object.") : new(prefix.TrimEnd('.'), "wrong_type", $"{prefix.TrimEnd('.')} is a JSON object.");

    public string Text(string name)
    {
        if (!TryFind(name, isRequired: true, out var value)) return "";
        if (value.ValueKind == JsonValueKind.String && TextOf(value) is { Length: <= MostText } text) return text;
        return Fail(name, "wrong_type", $"{name} is a text of {MostText} characters at most.", "");
    }

    public string? OptionalText(string name, int most = MostText)
    {
        if (!TryFind(name, isRequired: false, out var value)) return null;
        if (value.ValueKind == JsonValueKind.String && TextOf(value) is { } text && text.Length > 0 && text.Length <= most) return text;
        return Fail(name, "wrong_type", $"{name} is a text of 1 to {most} characters.", (string?)null);
    }

    public bool? Flag(string name)
    {
        if (!TryFind(name, isRequired: false, out var value)) return null;
        return value.ValueKind is JsonValueKind.True or JsonValueKind.False
            ? value.GetBoolean()
            : Fail(name, "wrong_type", $"{name} is true or false.", (bool?)null);
    }

    /// <summary>A member as it is; undefined when it is absent or null.</summary>
    public JsonElement Any(string name) => TryFind(name, isRequired: false, out var value) ? value : default;

    /// <summary>The same of a member that must be there.</summary>
    public JsonElement Required(string name) => TryFind(name, isRequired: true, out var value) ? value : default;

    /// <summary>Keeps a mistake that the caller has found in a member.</summary>
    public T Refuse<T>(string name, string code, string detail, T value) => Fail(name, code, detail, value);

    /// <summary>Flat names to texts, numbers and truth values.</summary>
    /// <param name="name">The member that holds them.</param>
    /// <param name="into">Where they are gathered.</param>
    /// <param name="except">A name that is not gathered.</param>
    public void Attributes(string name, AttributeBag into, string? except = null)
    {
        if (!TryFind(name, isRequired: false, out var value)) return;
        if (value.ValueKind != JsonValueKind.Object)
        {
            Fail(name, "wrong_type", $"{name} is a JSON object.", 0);
            return;
        }

        foreach (var attribute in value.EnumerateObject())
        {
            if (except is not null && attribute.NameEquals(except)) continue;
            if (into.Add(attribute) is not { } mistake) continue;
            Mistake ??= mistake with { Param = $"{prefix}{name}.{mistake.Param}" };
            return;
        }
    }

    public DateTimeOffset Instant(string name)
    {
        if (!TryFind(name, isRequired: true, out var value)) return default;
        if (value.ValueKind == JsonValueKind.String && value.TryGetDateTimeOffset(out var instant) && HasOffset(TextOf(value))) return Milliseconds(instant);
        return Fail(name, "wrong_type", $"{name} is an ISO 8601 instant with offset, such as 2026-05-01T12:00:00.000Z.", default(DateTimeOffset));
    }

    // What is below zero and taken is taken for unknown: nobody needs to be told to send it.
    public double? Number(string name, double from, double to, bool isRequired = false)
    {
        if (!TryFind(name, isRequired, out var value)) return null;
        if (value.ValueKind != JsonValueKind.Number || !value.TryGetDouble(out var number)) return Fail(name, "wrong_type", $"{name} is a number.", (double?)null);
        return number >= from && number <= to ? number : Fail(name, "out_of_range", $"{name} is a number from {(from == double.MinValue ? 0 : from)} to {to}.", (double?)null);
    }

    public int? WholeNumber(string name, int from, int to)
    {
        if (!TryFind(name, isRequired: false, out var value)) return null;
        if (value.ValueKind != JsonValueKind.Number || !value.TryGetInt32(out var number)) return Fail(name, "wrong_type", $"{name} is a whole number.", (int?)null);
        return number >= from && number <= to ? number : Fail(name, "out_of_range", $"{name} is a whole number from {from} to {to}.", (int?)null);
    }

    private bool TryFind(string name, bool isRequired, out JsonElement value)
    {
        value = default;
        if (Mistake is not null) return false;
        if (item.TryGetProperty(name, out value) && value.ValueKind != JsonValueKind.Null) return true;
        return isRequired && Fail(name, "required", $"{name} is missing.", false);
    }

    private T Fail<T>(string name, string code, string detail, T value)
    {
        Mistake ??= new ItemMistake(prefix + name, code, prefix.Length == 0 ? detail : prefix + detail);
        return value;
    }

    // A text may hold bytes or escapes that are no Unicode; JSON itself allows them.
    internal static string? TextOf(JsonElement value)
    {
        try
        {
            return value.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    // Without an offset an instant would silently be this machine's local time.
    private static bool HasOffset(string? text) =>
        text is not null && text.IndexOf('T', StringComparison.Ordinal) is > 0 and var time && text.AsSpan(time).IndexOfAny("Zz+-") > 0;

    private static DateTimeOffset Milliseconds(DateTimeOffset instant) => DateTimeOffset.FromUnixTimeMilliseconds(instant.ToUnixTimeMilliseconds());
}
