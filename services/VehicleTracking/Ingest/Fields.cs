using System.Text.Json;

namespace Fleet.VehicleTracking.Ingest;

/// <summary>
/// Reads the fields of one JSON object and keeps the first mistake, so that an item can be refused by name without harm to
/// the items around it. After a mistake the values read mean nothing.
/// </summary>
internal ref struct Fields(JsonElement item)
{
    private const int MostText = 200;

    public ItemMistake? Mistake { get; private set; } =
        item.ValueKind == JsonValueKind.Object ? null : new(null, "wrong_type", "An item is a JSON object.");

    public string Text(string name)
    {
        if (!TryFind(name, isRequired: true, out var value)) return "";
        if (value.ValueKind == JsonValueKind.String && TextOf(value) is { Length: <= MostText } text) return text;
        return Fail(name, "wrong_type", $"{name} is a text of {MostText} characters at most.", "");
    }

    public DateTimeOffset Instant(string name)
    {
        if (!TryFind(name, isRequired: true, out var value)) return default;
        if (value.ValueKind == JsonValueKind.String && value.TryGetDateTimeOffset(out var instant) && HasOffset(TextOf(value))) return Milliseconds(instant);
        return Fail(name, "wrong_type", $"{name} is an ISO 8601 instant with offset, such as 2026-05-01T12:00:00.000Z.", default(DateTimeOffset));
    }

    public double? Number(string name, double from, double to, bool isRequired = false)
    {
        if (!TryFind(name, isRequired, out var value)) return null;
        if (value.ValueKind != JsonValueKind.Number || !value.TryGetDouble(out var number)) return Fail(name, "wrong_type", $"{name} is a number.", (double?)null);
        return number >= from && number <= to ? number : Fail(name, "out_of_range", $"{name} is a number from {from} to {to}.", (double?)null);
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
        Mistake ??= new ItemMistake(name, code, detail);
        return value;
    }

    // A text may hold bytes or escapes that are no Unicode; JSON itself allows them.
    private static string? TextOf(JsonElement value)
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
