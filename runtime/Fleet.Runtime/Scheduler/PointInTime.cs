using System.Globalization;

namespace Fleet.Runtime.Scheduler;

/// <summary>The texts that name a point in time: from now (Go or ISO 8601 duration) or absolute (RFC 3339).</summary>
public static class PointInTime
{
    private static readonly string[] Formats =
    [
        "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'",
        "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz",
    ];

    /// <summary>Reads a point in time; durations count from <paramref name="start"/>, repetitions are refused.</summary>
    public static bool TryParse(string text, DateTimeOffset start, out DateTimeOffset point)
    {
        if (!CalendarDuration.TryParse(text, out var duration, out var repetitions))
            return DateTimeOffset.TryParseExact(WithTicks(text), Formats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out point);

        point = start;
        if (repetitions is not (null or -1))
            return false;
        try
        {
            point = duration.AddTo(start);
            return true;
        }
        catch (ArgumentOutOfRangeException)
        {
            return false;
        }
    }

    // Go writes nanoseconds; a tick is 100 of them.
    private static string WithTicks(string text)
    {
        var point = text.IndexOf('.', StringComparison.Ordinal);
        if (point < 0)
            return text;
        var end = text.AsSpan(point + 1).IndexOfAnyExceptInRange('0', '9');
        return end > 7 ? string.Concat(text.AsSpan(0, point + 8), text.AsSpan(point + 1 + end)) : text;
    }
}
