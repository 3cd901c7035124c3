using System.Globalization;
using Fleet.ServiceDefaults;

namespace Fleet.FineCollection.Book;

/// <summary>A border in time as a query says it: an instant of ISO 8601, or a UTC day.</summary>
internal static class AskedInstant
{
    /// <summary>Where a period begins: a day begins with its first instant.</summary>
    public static DateTimeOffset? From(string? value, string param) => Read(value, param, dayOffset: 0);

    /// <summary>Where a period ends, itself not included: a day is over with its last instant.</summary>
    public static DateTimeOffset? Until(string? value, string param) => Read(value, param, dayOffset: 1);

    private static DateTimeOffset? Read(string? value, string param, int dayOffset)
    {
        if (value is null) return null;
        if (DateOnly.TryParseExact(value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day < DateOnly.MaxValue)
            return new DateTimeOffset(day.AddDays(dayOffset), TimeOnly.MinValue, TimeSpan.Zero);
        // A plus that was not escaped comes as a space.
        return value.Contains('T', StringComparison.Ordinal)
            && DateTimeOffset.TryParse(value.Replace(' ', '+'), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant)
                ? instant.ToUniversalTime()
                : throw new RequestRefusedException(
                    StatusCodes.Status400BadRequest, "wrong_type", $"{param} is an instant such as 2026-03-01T12:00:00Z, or a UTC day such as 2026-03-01.", param);
    }
}
