using System.Globalization;
using Fleet.Runtime.Components;

namespace Fleet.Runtime.Cel;

/// <summary>Timestamps and durations: how they are read, written and taken apart.</summary>
internal static class CelTimes
{
    private static readonly Dictionary<string, Func<DateTimeOffset, long>> Parts = new(StringComparer.Ordinal)
    {
        ["getFullYear"] = time => time.Year,
        ["getMonth"] = time => time.Month - 1,
        ["getDayOfYear"] = time => time.DayOfYear - 1,
        ["getDayOfMonth"] = time => time.Day - 1,
        ["getDate"] = time => time.Day,
        ["getDayOfWeek"] = time => (long)time.DayOfWeek,
        ["getHours"] = time => time.Hour,
        ["getMinutes"] = time => time.Minute,
        ["getSeconds"] = time => time.Second,
        ["getMilliseconds"] = time => time.Millisecond,
    };

    /// <summary>Names of the functions that take a time apart; with one argument more, in a time zone.</summary>
    public static IReadOnlyCollection<string> Names => Parts.Keys;

    /// <summary>A part of a timestamp, or all of a duration in a unit.</summary>
    public static object? Part(string name, object?[] values) => values switch
    {
        [DateTimeOffset time] => Parts[name](time.ToUniversalTime()),
        [DateTimeOffset time, string zone] => Parts[name](time.ToOffset(Offset(zone, time))),
        [TimeSpan span] when name == "getHours" => (long)span.TotalHours,
        [TimeSpan span] when name == "getMinutes" => (long)span.TotalMinutes,
        [TimeSpan span] when name == "getSeconds" => (long)span.TotalSeconds,
        [TimeSpan span] when name == "getMilliseconds" => (long)span.TotalMilliseconds,
        _ => throw CelValues.NoOverload(name, values),
    };

    /// <summary><c>timestamp(x)</c> of a text (RFC 3339) or of Unix seconds.</summary>
    public static object? Timestamp(object? value) => value switch
    {
        DateTimeOffset => value,
        long and >= -62135596800 and <= 253402300799 => DateTimeOffset.FromUnixTimeSeconds((long)value),
        string text when IsRfc3339(text) && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) => time,
        string text => throw new CelException($"'{text}' is no timestamp, expected one such as 2026-03-01T12:00:00Z"),
        _ => throw CelValues.NoOverload("timestamp", value),
    };

    /// <summary><c>duration(x)</c> of a text such as <c>1h30m</c>.</summary>
    public static object? Duration(object? value) => value switch
    {
        TimeSpan => value,
        string text when GoDuration.TryParse(text, out var span) => span,
        string text => throw new CelException($"'{text}' is no duration, expected one such as 1h30m"),
        _ => throw CelValues.NoOverload("duration", value),
    };

    /// <summary>A timestamp as text.</summary>
    public static string Write(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture);

    /// <summary>A duration as text: its seconds.</summary>
    public static string Write(TimeSpan span) => (span.Ticks / (decimal)TimeSpan.TicksPerSecond).ToString("0.#######", CultureInfo.InvariantCulture) + "s";

    private static bool IsRfc3339(string text) => text.Length >= 20 && text[4] == '-' && text[10] is 'T' or 't' && (text[^1] is 'Z' or 'z' || text[^3] == ':');

    private static TimeSpan Offset(string zone, DateTimeOffset time)
    {
        var digits = zone.TrimStart('+', '-');
        if (digits.Length == 5 && TimeSpan.TryParseExact(digits, "hh\\:mm", CultureInfo.InvariantCulture, out var offset) && offset.TotalHours <= 14)
            return zone[0] == '-' ? -offset : offset;
        return TimeZoneInfo.TryFindSystemTimeZoneById(zone, out var found) ? found.GetUtcOffset(time) : throw new CelException($"there is no time zone {zone}");
    }
}
