#nullable enable
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Dapr.Actors.Runtime;

/// <summary>Durations as the sidecar writes and reads them.</summary>
internal static partial class DaprDuration
{
    private static readonly TimeSpan Never = Timeout.InfiniteTimeSpan;

    /// <summary>Writes <c>1h2m3s4ms</c>; a negative duration, which means "never", is empty.</summary>
    public static string Format(TimeSpan value) => value < TimeSpan.Zero
        ? string.Empty
        : string.Create(
            CultureInfo.InvariantCulture,
            $"{(value.Days * 24) + value.Hours}h{value.Minutes}m{value.Seconds}s{value.Milliseconds}ms");

    /// <summary>Writes a period; with repetitions as ISO 8601, <c>R5/P1DT2H3M4S</c>, which knows no milliseconds.</summary>
    public static string FormatPeriod(TimeSpan value, int? repetitions)
    {
        if (repetitions is null)
        {
            return Format(value);
        }

        if (value.Milliseconds > 0)
        {
            throw new ArgumentException("A period with repetitions is of whole seconds.", nameof(value));
        }

        var text = new StringBuilder().Append(CultureInfo.InvariantCulture, $"R{repetitions}/P");
        Append(text, value.Days, 'D');
        text.Append('T');
        Append(text, value.Hours, 'H');
        Append(text, value.Minutes, 'M');
        Append(text, value.Seconds, 'S');
        return text.ToString();
    }

    /// <summary>
    /// Reads what <see cref="Format"/> and <see cref="FormatPeriod"/> write and what the sidecar makes of it, <c>@every
    /// 30m0s</c> included; nothing is <see cref="Timeout.InfiniteTimeSpan"/>.
    /// </summary>
    public static (TimeSpan Period, int? Repetitions) Parse(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return (Never, null);
        }

        if (IsoPeriod().Match(text) is { Success: true } iso)
        {
            var days = (Number(iso, "year") * 365) + (Number(iso, "month") * 30) + (Number(iso, "week") * 7) + Number(iso, "day");
            var period = TimeSpan.FromDays(days) + Clock(iso);
            return (period, iso.Groups["repetitions"].Success ? (int)Number(iso, "repetitions") : null);
        }

        return GoDuration().Match(text) is { Success: true } go
            ? (Clock(go) + TimeSpan.FromMilliseconds(Number(go, "milli") + (Number(go, "micro") / 1e3) + (Number(go, "nano") / 1e6)), null)
            : throw new FormatException($"'{text}' is not a duration.");
    }

    private static TimeSpan Clock(Match match) =>
        TimeSpan.FromHours(Number(match, "hour"))
        + TimeSpan.FromMinutes(Number(match, "minute"))
        + TimeSpan.FromSeconds(Number(match, "second"));

    private static double Number(Match match, string group) => match.Groups[group] is { Success: true } found
        ? double.Parse(found.ValueSpan, CultureInfo.InvariantCulture)
        : 0;

    private static void Append(StringBuilder text, int number, char unit)
    {
        if (number > 0)
        {
            text.Append(CultureInfo.InvariantCulture, $"{number}{unit}");
        }
    }

    [GeneratedRegex(
        """^(@every )?((?<hour>[\d.]+)h)?((?<minute>[\d.]+)m(?!s))?((?<second>[\d.]+)s)?((?<milli>[\d.]+)ms)?((?<micro>[\d.]+)(us|µs))?((?<nano>[\d.]+)ns)?$""",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex GoDuration();

    [GeneratedRegex(
        """^(R(?<repetitions>\d+)/)?P((?<year>\d+)Y)?((?<month>\d+)M)?((?<week>\d+)W)?((?<day>\d+)D)?(T((?<hour>\d+)H)?((?<minute>\d+)M)?((?<second>[\d.]+)S)?)?$""",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex IsoPeriod();
}
