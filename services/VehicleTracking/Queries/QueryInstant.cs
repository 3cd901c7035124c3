using System.Globalization;
using Fleet.ServiceDefaults;

namespace Fleet.VehicleTracking.Queries;

/// <summary>Reads instants of a query. One without an offset is refused: it would silently be some machine's local time.</summary>
internal static class QueryInstant
{
    private static readonly string[] Forms = ["yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mmK"];

    /// <summary>Unix milliseconds; null when the parameter is not given.</summary>
    /// <exception cref="RequestRefusedException">400, naming the parameter.</exception>
    public static long? Read(string? text, string param)
    {
        if (string.IsNullOrEmpty(text)) return null;
        // A plus sign that was not escaped arrives as a space.
        var iso = text.Replace(' ', '+');
        return HasOffset(iso) && DateTimeOffset.TryParseExact(iso, Forms, CultureInfo.InvariantCulture, DateTimeStyles.None, out var instant)
            ? instant.ToUnixTimeMilliseconds()
            : throw QueryMistake.Of(param, "wrong_type", $"{param} is an ISO 8601 instant with offset, such as 2026-05-01T12:00:00Z.");
    }

    private static bool HasOffset(string text) => text.IndexOf('T', StringComparison.Ordinal) is > 0 and var time && text.AsSpan(time).IndexOfAny("Z+-") > 0;
}

/// <summary>A parameter that cannot be what was meant: 400 with its name.</summary>
internal static class QueryMistake
{
    public static RequestRefusedException Of(string param, string code, string detail) => new(StatusCodes.Status400BadRequest, code, detail, param);
}
