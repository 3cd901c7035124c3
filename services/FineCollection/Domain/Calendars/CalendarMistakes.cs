using System.Globalization;

namespace Fleet.FineCollection.Domain.Calendars;

/// <summary>What must be true of a calendar.</summary>
public static class CalendarMistakes
{
    private const int FirstYear = 1900;
    private const int LastYear = 2200;

    /// <summary>Every rule that <paramref name="calendar"/> breaks.</summary>
    public static IEnumerable<FieldMistake> Of(CalendarRules calendar) =>
    [
        .. BrokenByName(calendar.Name),
        .. TariffRules.Number("fromYear", calendar.FromYear, FirstYear, LastYear),
        .. TariffRules.Number("toYear", calendar.ToYear, Math.Clamp(calendar.FromYear, FirstYear, LastYear), LastYear, "fromYear"),
        .. BrokenByWeekend(calendar.Weekend ?? []),
        .. (calendar.Holidays ?? []).SelectMany((holiday, index) => BrokenBy(holiday, FormattableString.Invariant($"holidays[{index}]."))),
        .. (calendar.Dates ?? []).Index().Where(date => date.Item.Year < calendar.FromYear || date.Item.Year > calendar.ToYear)
            .Select(date => new FieldMistake(FormattableString.Invariant($"dates[{date.Index}]"), "out_of_range", "lies in the years of the calendar.")),
    ];

    private static IEnumerable<FieldMistake> BrokenByName(string name)
    {
        if (string.IsNullOrWhiteSpace(name)) yield return new("name", "malformed_name", "is not empty.");
        if (name == LegalCalendar.Plain.Name) yield return new("name", "reserved_name", "is not 'plain', which has Saturdays and Sundays and no holidays.");
    }

    private static IEnumerable<FieldMistake> BrokenByWeekend(IReadOnlyList<string> weekend)
    {
        foreach (var (index, day) in weekend.Index())
        {
            if (!DayOfWeekNames.All.Contains(day))
                yield return new(FormattableString.Invariant($"weekend[{index}]"), "unknown_day", $"is one of {string.Join(", ", DayOfWeekNames.All)}.");
        }

        if (DayOfWeekNames.All.All(weekend.Contains)) yield return new("weekend", "no_business_day", "leaves at least one day of the week for business.");
    }

    private static IEnumerable<FieldMistake> BrokenBy(HolidayRule holiday, string path)
    {
        if (string.IsNullOrWhiteSpace(holiday.Name)) yield return new(path + "name", "malformed_name", "is not empty.");
        if (holiday.On is null == holiday.EasterOffsetDays is null) yield return new(path + "on", "required", "or easterOffsetDays is there, and not both.");
        // A leap year has every day that there can be.
        if (holiday.On is { } on && !DateOnly.TryParseExact("2000-" + on, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _))
            yield return new(path + "on", "wrong_type", "is a day of the year, MM-dd.");
        foreach (var mistake in TariffRules.Number(path + "easterOffsetDays", holiday.EasterOffsetDays ?? 0, -80, 250)) yield return mistake;
        foreach (var mistake in TariffRules.Number(path + "onSundayMovesDays", holiday.OnSundayMovesDays, -6, 6)) yield return mistake;
        if (holiday.ToYear < holiday.FromYear) yield return new(path + "toYear", "out_of_range", "is not before fromYear.");
    }
}
