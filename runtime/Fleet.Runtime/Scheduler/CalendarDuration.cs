using System.Globalization;
using System.Text.RegularExpressions;
using Fleet.Runtime.Components;

namespace Fleet.Runtime.Scheduler;

/// <summary>A duration that may count calendar units: a month is as long as the month it is added to.</summary>
public readonly partial record struct CalendarDuration(int Years, int Months, int Days, TimeSpan Time)
{
    /// <summary>True when adding it leads forward.</summary>
    public bool IsPositive => Years > 0 || Months > 0 || Days > 0 || Time > TimeSpan.Zero;

    /// <summary>True when it has years, months, weeks or days.</summary>
    public bool HasDates => Years > 0 || Months > 0 || Days > 0;

    /// <summary>The instant that much later.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It lies after the year 9999.</exception>
    public DateTimeOffset AddTo(DateTimeOffset start) =>
        start.AddMonths((int)Math.Min((Years * 12L) + Months, int.MaxValue)).AddDays(Days).Add(Time);

    /// <summary>ISO 8601; fractions of a second are cut off.</summary>
    public string ToIso() => string.Create(
        CultureInfo.InvariantCulture, $"P{Years}Y{Months}M{Days}DT{(int)Time.TotalHours}H{Time.Minutes}M{Time.Seconds}S");

    /// <summary>
    /// Reads ISO 8601 (<c>P1Y2M3DT4H5M6S</c>, <c>P1W</c>; whole numbers only), with or without repetitions
    /// (<c>R3/PT1S</c>, <c>R3</c>), or a Go duration (<c>1h30m</c>).
    /// </summary>
    /// <param name="text">What to read.</param>
    /// <param name="duration">The duration.</param>
    /// <param name="repetitions">The number after <c>R</c>; null: none was given.</param>
    public static bool TryParse(string text, out CalendarDuration duration, out int? repetitions)
    {
        repetitions = null;
        if (TryParseIso(text, out duration, ref repetitions))
            return true;
        var isGo = GoDuration.TryParse(text, out var time);
        duration = new CalendarDuration(0, 0, 0, time);
        return isGo;
    }

    private static bool TryParseIso(string text, out CalendarDuration duration, ref int? repetitions)
    {
        duration = default;
        if (Iso().Match(text) is not { Success: true } match)
            return false;
        if (match.Groups["r"] is { Success: true } count)
        {
            if (!int.TryParse(count.ValueSpan, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
                return false;
            repetitions = number;
        }

        try
        {
            var time = new TimeSpan(Part(match, "h"), Part(match, "min"), Part(match, "s"));
            duration = new CalendarDuration(Part(match, "y"), Part(match, "m"), checked((Part(match, "w") * 7) + Part(match, "d")), time);
            return true;
        }
        catch (Exception tooLarge) when (tooLarge is OverflowException or ArgumentOutOfRangeException)
        {
            return false;
        }
    }

    private static int Part(Match match, string name) =>
        match.Groups[name] is { Success: true } part ? int.Parse(part.ValueSpan, CultureInfo.InvariantCulture) : 0;

    [GeneratedRegex(
        "^(?=R|P.)(?:R(?<r>-?[0-9]+)(?:/(?=P)|$))?(?:P(?=.)(?:(?<y>[0-9]+)Y)?(?:(?<m>[0-9]+)M)?(?:(?<w>[0-9]+)W)?(?:(?<d>[0-9]+)D)?(?:T(?=.)(?:(?<h>[0-9]+)H)?(?:(?<min>[0-9]+)M)?(?:(?<s>[0-9]+)S)?)?)?$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Iso();
}
