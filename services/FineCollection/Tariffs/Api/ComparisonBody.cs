using System.Globalization;
using System.Text;
using System.Text.Json;
using Fleet.FineCollection.Domain;
using Fleet.FineCollection.Tariffs.Comparisons;
using Fleet.ServiceDefaults;

namespace Fleet.FineCollection.Tariffs.Api;

/// <summary>Reads the body of <c>POST /v1/tariff-comparisons</c>; what is wrong is refused by the field's name.</summary>
internal static class ComparisonBody
{
    private static readonly string[] Known = ["from", "to", "jurisdiction", "tariff"];

    /// <param name="From">Fines decided from this instant on.</param>
    /// <param name="To">And before this one.</param>
    /// <param name="Jurisdiction">Fines of this jurisdiction; that of the tariff when absent.</param>
    /// <param name="Tariff">The other tariff: a body, or the version of one that is in use, as text.</param>
    internal sealed record Form(DateTimeOffset From, DateTimeOffset To, string? Jurisdiction, Tariff Tariff);

    /// <summary>What is asked.</summary>
    /// <exception cref="RequestRefusedException">400 when it cannot be read, 404 for an unknown tariff, 422 for one with mistakes.</exception>
    public static ComparisonPlan Read(JsonElement body, TariffBook book)
    {
        if (body.ValueKind != JsonValueKind.Object) throw Refused("wrong_type", "The body is a JSON object.", null);
        if (body.EnumerateObject().FirstOrDefault(field => !Known.Contains(field.Name)) is { Value.ValueKind: not JsonValueKind.Undefined } unknown)
            throw Refused("unknown_field", $"There is no field {unknown.Name}; known are {string.Join(", ", Known)}.", unknown.Name);
        var (from, to) = (Instant(body, "from"), Instant(body, "to"));
        if (to <= from) throw Refused("out_of_range", "to is later than from.", "to");
        var tariff = TariffOf(body, book);
        return new ComparisonPlan(from, to, Jurisdiction(body) ?? tariff.Jurisdiction, tariff);
    }

    private static DateTimeOffset Instant(JsonElement body, string name)
    {
        if (!body.TryGetProperty(name, out var field)) throw Refused("required", $"{name} is required.", name);
        return field.ValueKind == JsonValueKind.String && field.GetString() is { } text && HasOffset(text)
            && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out var instant)
            ? instant.ToUniversalTime()
            : throw Refused("wrong_type", $"{name} is an instant with its offset, such as 2026-05-01T00:00:00Z.", name);
    }

    private static bool HasOffset(string text) => text.Length >= 17 && text[10] == 'T' && (text[^1] == 'Z' || text[^6] is '+' or '-');

    private static string? Jurisdiction(JsonElement body)
    {
        if (!body.TryGetProperty("jurisdiction", out var field) || field.ValueKind == JsonValueKind.Null) return null;
        return field.ValueKind == JsonValueKind.String && field.GetString() is { Length: >= 1 and <= 64 } name
            ? name
            : throw Refused("wrong_type", "jurisdiction is a text of 1 to 64 characters.", "jurisdiction");
    }

    private static Tariff TariffOf(JsonElement body, TariffBook book)
    {
        if (!body.TryGetProperty("tariff", out var field)) throw Refused("required", "tariff is required: a tariff, or the version of one.", "tariff");
        if (field.ValueKind == JsonValueKind.String)
        {
            return book.FindVersion(field.GetString()!)
                ?? throw new RequestRefusedException(StatusCodes.Status404NotFound, "not_found", $"There is no tariff '{field.GetString()}'; GET /v1/tariffs lists them.", "tariff");
        }

        if (field.ValueKind != JsonValueKind.Object) throw Refused("wrong_type", "tariff is a tariff, or the version of one as text.", "tariff");
        var source = TariffFiles.Read("tariff", field.GetRawText(), book.Calendars);
        return source.Mistakes.Count == 0 ? source.Value! : throw Mistaken(source.Mistakes);
    }

    private static RequestRefusedException Mistaken(IReadOnlyList<TariffMistake> mistakes)
    {
        var text = new StringBuilder(mistakes.Count == 1 ? "" : FormattableString.Invariant($"The tariff has {mistakes.Count} mistakes; POST /v1/tariffs/validate lists them. The first: "));
        text.Append("tariff.").Append(mistakes[0].Field).Append(' ').Append(mistakes[0].Message);
        return new RequestRefusedException(StatusCodes.Status422UnprocessableEntity, mistakes[0].Code, text.ToString(), "tariff." + mistakes[0].Field);
    }

    private static RequestRefusedException Refused(string code, string detail, string? param) => new(StatusCodes.Status400BadRequest, code, detail, param);
}
