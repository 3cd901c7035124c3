using System.Collections.Frozen;
using System.Globalization;

namespace Fleet.FineCollection.Domain.Calendars;

/// <summary>From the rules of a calendar to its days.</summary>
public static class CalendarExpansion
{
    /// <summary>The calendar with the holidays of all its years. Takes rules without mistakes.</summary>
    public static LegalCalendar Expand(CalendarRules rules) => new(
        rules.Name,
        rules.Weekend is null ? LegalCalendar.Plain.Weekend : rules.Weekend.Select(DayOfWeekNames.Parse).ToFrozenSet(),
        (rules.Holidays ?? []).SelectMany(holiday => Days(holiday, rules)).Concat(rules.Dates ?? []).ToFrozenSet())
    {
        FromYear = rules.FromYear,
        ToYear = rules.ToYear,
    };

    private static IEnumerable<DateOnly> Days(HolidayRule holiday, CalendarRules rules)
    {
        var (first, last) = (Math.Max(rules.FromYear, holiday.FromYear ?? rules.FromYear), Math.Min(rules.ToYear, holiday.ToYear ?? rules.ToYear));
        for (var year = first; year <= last; year++)
        {
            if (Day(holiday, year) is { } day) yield return day.DayOfWeek == DayOfWeek.Sunday ? day.AddDays(holiday.OnSundayMovesDays) : day;
        }
    }

    private static DateOnly? Day(HolidayRule holiday, int year) => holiday.EasterOffsetDays is { } offset
        ? Easter.Sunday(year).AddDays(offset)
        : DateOnly.TryParseExact(FormattableString.Invariant($"{year:0000}-{holiday.On}"), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}

/// <summary>Names of the days of the week in calendars.</summary>
public static class DayOfWeekNames
{
    private static readonly FrozenDictionary<string, DayOfWeek> ByName =
        Enum.GetValues<DayOfWeek>().ToFrozenDictionary(day => day.ToString().ToLowerInvariant(), StringComparer.Ordinal);

    /// <summary>All of them, Sunday first.</summary>
    public static IReadOnlyList<string> All { get; } = [.. Enum.GetValues<DayOfWeek>().Select(day => day.ToString().ToLowerInvariant())];

    /// <summary>The day of a name.</summary>
    public static DayOfWeek Parse(string name) => ByName[name];
}
