using System.Globalization;

namespace Fleet.Cli.Commands;

/// <summary>Durations as people type them: <c>90</c>, <c>90s</c>, <c>5m</c>, <c>2h</c>.</summary>
internal static class Durations
{
    /// <summary>The duration; null for null.</summary>
    /// <exception cref="CommandFailedException">It is none, or not positive.</exception>
    public static TimeSpan? Parse(string? text, string option)
    {
        if (text is null)
            return null;
        var (digits, unit) = text.Length > 0 && char.IsAsciiLetter(text[^1]) ? (text[..^1], text[^1]) : (text, 's');
        var seconds = unit switch { 's' => 1, 'm' => 60, 'h' => 3600, _ => 0 };
        return seconds > 0 && double.TryParse(digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && number * seconds is > 0 and < 1e7
            ? TimeSpan.FromSeconds(number * seconds)
            : throw new CommandFailedException($"'{text}' is no duration for {option}; write for example 60s, 5m or 2h.");
    }

    /// <summary>A duration in the form that <c>fault add</c> takes: <c>200ms</c>, <c>1.5s</c>, <c>5m</c>, <c>2h</c>.</summary>
    public static string Text(TimeSpan time)
    {
        var (value, unit) = time switch
        {
            { TotalSeconds: < 1 } => (time.TotalMilliseconds, "ms"),
            _ when time.Ticks % TimeSpan.TicksPerHour == 0 => (time.TotalHours, "h"),
            _ when time.Ticks % TimeSpan.TicksPerMinute == 0 => (time.TotalMinutes, "m"),
            _ => (time.TotalSeconds, "s"),
        };
        return string.Create(CultureInfo.InvariantCulture, $"{value:0.####}{unit}");
    }
}
