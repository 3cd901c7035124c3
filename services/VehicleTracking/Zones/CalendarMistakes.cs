using System.Globalization;
using Fleet.Contracts.VehicleTracking;

namespace Fleet.VehicleTracking.Zones;

/// <summary>What can be wrong with the calendar of a zone.</summary>
internal static class CalendarMistakes
{
    private static readonly string[] Days = Enum.GetNames<DayOfWeek>();

    public static IEnumerable<ZoneMistake> In(ZoneCalendar calendar)
    {
        if (calendar.TimeZone is null || !TimeZoneInfo.TryFindSystemTimeZoneById(calendar.TimeZone, out _))
            yield return new("calendar.timeZone", "expected an IANA time zone, e.g. Europe/Amsterdam");
        if (calendar.Days is { Count: 0 }) yield return new("calendar.days", "expected at least one day; leave it out for all");
        for (var i = 0; i < (calendar.Days?.Count ?? 0); i++)
        {
            if (!Days.Contains(calendar.Days![i], StringComparer.OrdinalIgnoreCase))
                yield return new($"calendar.days[{i}]", "expected a day of the week in English, e.g. monday");
        }

        if (!IsTime(calendar.From)) yield return new("calendar.from", "expected a time of day as HH:mm, 00:00 to 23:59");
        if (!IsTime(calendar.Until)) yield return new("calendar.until", "expected a time of day as HH:mm, 00:00 to 23:59; leave it out for the end of the day");
        if (calendar.FirstDate > calendar.LastDate) yield return new("calendar.lastDate", "expected a day that is not before firstDate");
    }

    private static bool IsTime(string? text) => text is null || TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out _);
}
