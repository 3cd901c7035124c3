using System.Globalization;

namespace Fleet.Notification.Domain;

/// <summary>Writes instants and dates for people at a road.</summary>
public static class LocalTimes
{
    /// <summary>
    /// Local time of the road on the 24-hour clock, with its offset, which tells the two hours apart that a night in autumn
    /// has twice: <c>25 October 2026, 02:30:05 (UTC+01:00, Europe/Amsterdam)</c>.
    /// </summary>
    public static string Format(DateTimeOffset instant, string timeZone)
    {
        var local = TimeZoneInfo.ConvertTime(instant, TimeZoneInfo.FindSystemTimeZoneById(timeZone));
        return string.Create(CultureInfo.InvariantCulture, $"{local:d MMMM yyyy, HH:mm:ss} (UTC{local:zzz}, {timeZone})");
    }

    /// <summary>A date, e.g. <c>14 March 2026</c>.</summary>
    public static string Format(DateOnly date) => date.ToString("d MMMM yyyy", CultureInfo.InvariantCulture);
}
