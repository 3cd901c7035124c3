using System.Globalization;

namespace Fleet.Runtime.Bindings;

/// <summary>The six fields of a schedule, each a set of numbers as bits.</summary>
/// <param name="Second">0-59.</param>
/// <param name="Minute">0-59.</param>
/// <param name="Hour">0-23.</param>
/// <param name="Day">1-31.</param>
/// <param name="Month">1-12.</param>
/// <param name="Weekday">0-6, from Sunday.</param>
/// <param name="EitherDay">Both day fields are restricted: one that fits is enough.</param>
internal sealed record CronFields(ulong Second, ulong Minute, ulong Hour, ulong Day, ulong Month, ulong Weekday, bool EitherDay)
{
    private static readonly string[] Months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    private static readonly string[] Weekdays = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];

    /// <summary>Reads five or six fields; null when they are none.</summary>
    public static CronFields? Parse(string text)
    {
        var parts = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length == 5)
            parts = ["0", .. parts];
        if (parts.Length != 6
            || Bits(parts[0], 0, 59) is not { } second || Bits(parts[1], 0, 59) is not { } minute || Bits(parts[2], 0, 23) is not { } hour
            || Bits(parts[3], 1, 31) is not { } day || Bits(parts[4], 1, 12, Months) is not { } month || Bits(parts[5], 0, 6, Weekdays) is not { } weekday)
            return null;
        return new CronFields(second, minute, hour, day, month, weekday, EitherDay: !IsAny(parts[3]) && !IsAny(parts[5]));
    }

    /// <summary>The first time from <paramref name="from"/> (in whole seconds) that fits; null when there is none before <paramref name="last"/>.</summary>
    public DateTime? Next(DateTime from, DateTime last)
    {
        var time = from;
        while (time < last)
        {
            if (!Has(Month, time.Month))
                time = new DateTime(time.Year, time.Month, 1).AddMonths(1);
            else if (!IsDay(time))
                time = time.Date.AddDays(1);
            else if (!Has(Hour, time.Hour))
                time = time.Date.AddHours(time.Hour + 1);
            else if (!Has(Minute, time.Minute))
                time = time.Date.AddMinutes((time.Hour * 60) + time.Minute + 1);
            else if (!Has(Second, time.Second))
                time = time.AddSeconds(1);
            else
                return time;
        }

        return null;
    }

    private bool IsDay(DateTime time)
    {
        var (day, weekday) = (Has(Day, time.Day), Has(Weekday, (int)time.DayOfWeek));
        return EitherDay ? day || weekday : day && weekday;
    }

    private static bool Has(ulong bits, int number) => (bits >> number & 1) != 0;

    private static bool IsAny(string field) => field.Split(',').Any(part => part[..1] is "*" or "?" && !part.Contains('/', StringComparison.Ordinal));

    private static ulong? Bits(string field, int lowest, int highest, string[]? names = null)
    {
        var bits = 0UL;
        foreach (var part in field.Split(','))
        {
            if (PartBits(part, lowest, highest, names) is not { } more)
                return null;
            bits |= more;
        }

        return bits;
    }

    private static ulong? PartBits(string part, int lowest, int highest, string[]? names)
    {
        var sides = part.Split('/');
        var step = 1;
        if (sides.Length > 2 || (sides.Length == 2 && (!int.TryParse(sides[1], NumberStyles.None, CultureInfo.InvariantCulture, out step) || step == 0)))
            return null;
        var ends = sides[0] is "*" or "?" ? [lowest, highest] : sides[0].Split('-').Select(end => Number(end, lowest, names)).ToArray();
        var (from, to) = ends switch
        {
            [var one] => (one, sides.Length == 2 ? highest : one),
            [var first, var second] => (first, second),
            _ => (-1, -1),
        };
        if (from < lowest || to > highest || from > to)
            return null;
        var bits = 0UL;
        for (var number = from; number <= to; number += step)
            bits |= 1UL << number;
        return bits;
    }

    private static int Number(string text, int lowest, string[]? names)
    {
        var name = names is null ? -1 : Array.FindIndex(names, known => known.Equals(text, StringComparison.OrdinalIgnoreCase));
        if (name >= 0)
            return name + lowest;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1;
    }
}
