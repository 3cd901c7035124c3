using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Fleet.Contracts.FineCollection;
using Fleet.ServiceDefaults;

namespace Fleet.FineCollection.Fines.Desk;

/// <summary>Reads the fields of a JSON object, each by what it must be, and knows which were never asked for.</summary>
internal sealed class BodyFields
{
    /// <summary>No amount is larger, so that sums stay exact.</summary>
    public const long MostMinorUnits = 1_000_000_000_000;

    private readonly JsonElement json;
    private readonly string prefix;
    private readonly HashSet<string> known = new(StringComparer.Ordinal);

    private BodyFields(JsonElement json, string prefix) => (this.json, this.prefix) = (json, prefix);

    /// <summary>The fields of a body.</summary>
    /// <exception cref="RequestRefusedException">It is no object.</exception>
    public static BodyFields Of(JsonElement body) =>
        body.ValueKind == JsonValueKind.Object ? new BodyFields(body, "") : throw Refused("wrong_type", "The body is a JSON object.", null);

    /// <summary>What <paramref name="read"/> makes of the body.</summary>
    /// <exception cref="RequestRefusedException">A field is missing, unknown or wrong.</exception>
    public static T Read<T>(JsonElement body, Func<BodyFields, T> read)
    {
        var fields = Of(body);
        var value = read(fields);
        fields.NothingElse();
        return value;
    }

    /// <summary>An amount: whole minor units from 1 on, and an ISO 4217 code.</summary>
    public Money Money(string name) => Object(name, field => new Money(field.Whole("minorUnits", 1, MostMinorUnits), field.Currency("currency")));

    /// <summary>A whole number.</summary>
    public long Whole(string name, long least, long most) => Optional(name, least, most) ?? throw Missing(name);

    /// <summary>A whole number; null when it is not there.</summary>
    public long? Optional(string name, long least, long most)
    {
        if (Find(name) is not { } field) return null;
        if (field.ValueKind != JsonValueKind.Number || !field.TryGetInt64(out var number))
            throw Refused("wrong_type", $"{prefix}{name} is a whole number.", prefix + name);
        return number >= least && number <= most
            ? number
            : throw Refused("out_of_range", FormattableString.Invariant($"{prefix}{name} is a whole number from {least} to {most}."), prefix + name);
    }

    /// <summary>A text of 1 to <paramref name="most"/> characters.</summary>
    public string Text(string name, int most) => OptionalText(name, most) ?? throw Missing(name);

    /// <summary>A text of 1 to <paramref name="most"/> characters; null when it is not there.</summary>
    public string? OptionalText(string name, int most)
    {
        if (Find(name) is not { } field) return null;
        if (field.ValueKind != JsonValueKind.String) throw Refused("wrong_type", $"{prefix}{name} is a text.", prefix + name);
        var text = field.GetString()!.Trim();
        return text.Length >= 1 && text.Length <= most
            ? text
            : throw Refused("out_of_range", FormattableString.Invariant($"{prefix}{name} has 1 to {most} characters."), prefix + name);
    }

    /// <summary>One line of text, without control characters.</summary>
    public string Line(string name, int most) =>
        Text(name, most) is var line && !line.Any(char.IsControl) ? line : throw Wrong("wrong_type", name, "is one line of text.");

    /// <summary>A text of a form; null when it is not there.</summary>
    public string? Matching(string name, Regex form, string expected) =>
        OptionalText(name, 300) is not { } text || form.IsMatch(text) ? OptionalText(name, 300) : throw Wrong("wrong_type", name, expected);

    /// <summary>A local date, <c>yyyy-MM-dd</c>.</summary>
    public DateOnly Date(string name) => OptionalDate(name) ?? throw Missing(name);

    /// <summary>A local date, <c>yyyy-MM-dd</c>; null when it is not there.</summary>
    public DateOnly? OptionalDate(string name)
    {
        if (Find(name) is not { } field) return null;
        return field.ValueKind == JsonValueKind.String
            && DateOnly.TryParseExact(field.GetString(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            ? date
            : throw Refused("wrong_type", $"{prefix}{name} is a date such as 2026-05-01.", prefix + name);
    }

    /// <summary>An instant with its offset, <c>2026-05-01T12:00:00Z</c>; in UTC.</summary>
    public DateTimeOffset Instant(string name) => OptionalInstant(name) ?? throw Missing(name);

    /// <summary>An instant with its offset, <c>2026-05-01T12:00:00Z</c>; in UTC; null when it is not there.</summary>
    public DateTimeOffset? OptionalInstant(string name)
    {
        if (Find(name) is not { } field) return null;
        return field.ValueKind == JsonValueKind.String && HasOffset(field.GetString()!) && field.TryGetDateTimeOffset(out var instant)
            ? instant.ToUniversalTime()
            : throw Wrong("wrong_type", name, "is an instant with its offset such as 2026-05-01T12:00:00Z.");
    }

    /// <summary>An object of its own.</summary>
    public T Object<T>(string name, Func<BodyFields, T> read) where T : class => OptionalObject(name, read) ?? throw Missing(name);

    /// <summary>An object of its own; null when it is not there.</summary>
    public T? OptionalObject<T>(string name, Func<BodyFields, T> read)
        where T : class
    {
        if (Find(name) is not { } field) return null;
        if (field.ValueKind != JsonValueKind.Object) throw Refused("wrong_type", $"{prefix}{name} is an object.", prefix + name);
        var fields = new BodyFields(field, $"{prefix}{name}.");
        var value = read(fields);
        fields.NothingElse();
        return value;
    }

    /// <summary>A refusal that names a field of this object.</summary>
    public RequestRefusedException Wrong(string code, string name, string expected) => Refused(code, $"{prefix}{name} {expected}", prefix + name);

    private static bool HasOffset(string text) => text.EndsWith('Z') || (text.Length > 6 && text[^6] is '+' or '-' && text[^3] == ':');

    private string Currency(string name) =>
        Text(name, 10) is { Length: 3 } code && code.All(char.IsAsciiLetterUpper) ? code : throw Wrong("wrong_type", name, "is an ISO 4217 code of three capital letters.");

    private JsonElement? Find(string name)
    {
        known.Add(name);
        return json.TryGetProperty(name, out var field) && field.ValueKind != JsonValueKind.Null ? field : null;
    }

    private void NothingElse()
    {
        foreach (var field in json.EnumerateObject())
        {
            if (!known.Contains(field.Name))
                throw Refused("unknown_field", $"There is no field {prefix}{field.Name}; known are {string.Join(", ", known.Order(StringComparer.Ordinal))}.", prefix + field.Name);
        }
    }

    private RequestRefusedException Missing(string name) => Refused("required", $"{prefix}{name} is required.", prefix + name);

    private static RequestRefusedException Refused(string code, string detail, string? param) => new(StatusCodes.Status400BadRequest, code, detail, param);
}
