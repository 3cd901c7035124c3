using System.Globalization;

namespace Fleet.Runtime.Scheduler;

/// <summary>
/// A cron expression of six fields (second, minute, hour, day of month, month, day of week) or five (no seconds), in
/// UTC. A field: <c>*</c>, <c>?</c>, numbers, names of months and days, ranges, lists, steps. As in cron, day of month
/// and day of week are alternatives when both are restricted.
/// </summary>
public sealed class CronExpression
{
    private const int YearsAhead = 8;
    private static readonly string[] MonthNames = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];
    private static readonly string[] DayNames = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];

    private readonly ulong seconds;
    private readonly ulong minutes;
    private readonly ulong hours;
    private readonly ulong days;
    private readonly ulong months;
    private readonly ulong weekdays;
    private readonly bool anyDay;
    private readonly bool anyWeekday;

    private CronExpression(ulong[] fields, bool anyDay, bool anyWeekday)
    {
        (seconds, minutes, hours, days, months) = (fields[0], fields[1], fields[2], fields[3], fields[4]);
        // 7 is Sunday, too.
        weekdays = (fields[5] | (fields[5] >> 7)) & 0x7F;
        (this.anyDay, this.anyWeekday) = (anyDay, anyWeekday);
    }

    /// <summary>Reads an expression or one of <c>@yearly</c>, <c>@monthly</c>, <c>@weekly</c>, <c>@daily</c>, <c>@midnight</c>, <c>@hourly</c>.</summary>
    public static bool TryParse(string text, out CronExpression? expression)
    {
        expression = null;
        var parts = Expand(text).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length == 5)
            parts = ["0", .. parts];
        if (parts.Length != 6)
            return false;

        var fields = new ulong[6];
        (int First, int Last, string[]? Names, int NamesFrom)[] ranges = [(0, 59, null, 0), (0, 59, null, 0), (0, 23, null, 0), (1, 31, null, 0), (1, 12, MonthNames, 1), (0, 7, DayNames, 0)];
        for (var i = 0; i < 6; i++)
        {
            var (first, last, names, namesFrom) = ranges[i];
            if (!TryField(parts[i], first, last, names, namesFrom, out fields[i]))
                return false;
        }

        expression = new CronExpression(fields, IsAny(parts[3]), IsAny(parts[5]));
        return true;
    }

    /// <summary>The first instant after <paramref name="after"/>; null when there is none in eight years, or in time at all.</summary>
    public DateTimeOffset? Next(DateTimeOffset after)
    {
        var utc = after.UtcDateTime;
        if (utc.Year > DateTime.MaxValue.Year - YearsAhead - 1)
            return null;
        var at = new DateTime(utc.Ticks - (utc.Ticks % TimeSpan.TicksPerSecond), DateTimeKind.Utc).AddSeconds(1);
        var end = at.AddYears(YearsAhead);
        while (at < end)
        {
            if (!Has(months, at.Month))
                at = new DateTime(at.Year, at.Month, 1, 0, 0, 0, DateTimeKind.Utc).AddMonths(1);
            else if (!IsDay(at))
                at = at.Date.AddDays(1);
            else if (!Has(hours, at.Hour))
                at = at.Date.AddHours(at.Hour + 1);
            else if (!Has(minutes, at.Minute))
                at = at.AddSeconds(60 - at.Second);
            else if (!Has(seconds, at.Second))
                at = at.AddSeconds(1);
            else
                return at;
        }

        return null;
    }

    private static string Expand(string text) => text switch
    {
        "@yearly" or "@annually" => "0 0 0 1 1 *",
        "@monthly" => "0 0 0 1 * *",
        "@weekly" => "0 0 0 * * 0",
        "@daily" or "@midnight" => "0 0 0 * * *",
        "@hourly" => "0 0 * * * *",
        _ => text,
    };

    private static bool IsAny(string field) => field is "*" or "?";

    private static bool Has(ulong field, int value) => (field >> value & 1) == 1;

    private static bool TryField(string text, int first, int last, string[]? names, int namesFrom, out ulong field)
    {
        field = 0;
        foreach (var item in text.Split(','))
        {
            var slash = item.IndexOf('/', StringComparison.Ordinal);
            var range = slash < 0 ? item : item[..slash];
            if (!TryRange(range, first, last, names, namesFrom, out var from, out var to))
                return false;
            var step = 1;
            if (slash >= 0 && (!int.TryParse(item.AsSpan(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out step) || step == 0))
                return false;
            if (slash >= 0 && from == to)
                to = last;
            for (var value = from; value <= to; value += step)
                field |= 1UL << value;
        }

        return true;
    }

    private static bool TryRange(string text, int first, int last, string[]? names, int namesFrom, out int from, out int to)
    {
        (from, to) = (first, last);
        if (IsAny(text))
            return true;
        var dash = text.IndexOf('-', StringComparison.Ordinal);
        if (!TryValue(dash < 0 ? text : text[..dash], names, namesFrom, out from))
            return false;
        to = from;
        if (dash >= 0 && !TryValue(text[(dash + 1)..], names, namesFrom, out to))
            return false;
        return first <= from && from <= to && to <= last;
    }

    private static bool TryValue(string text, string[]? names, int namesFrom, out int value)
    {
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value))
            return true;
        var name = names is null ? -1 : Array.FindIndex(names, candidate => candidate.Equals(text, StringComparison.OrdinalIgnoreCase));
        value = name + namesFrom;
        return name >= 0;
    }

    private bool IsDay(DateTime at)
    {
        var day = Has(days, at.Day);
        var weekday = Has(weekdays, (int)at.DayOfWeek);
        return anyDay || anyWeekday ? day && weekday : day || weekday;
    }
}
