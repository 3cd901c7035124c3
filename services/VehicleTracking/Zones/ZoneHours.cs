using System.Globalization;
using Fleet.Contracts.VehicleTracking;

namespace Fleet.VehicleTracking.Zones;

/// <summary>A <see cref="ZoneCalendar"/>, ready to be asked. An hour that the clock shows twice counts twice, one that it leaves out never.</summary>
internal sealed class ZoneHours
{
    private readonly TimeZoneInfo timeZone;
    private readonly bool[] days;
    private readonly TimeOnly from;
    private readonly TimeOnly? until;
    private readonly DateOnly first;
    private readonly DateOnly last;

    public ZoneHours(ZoneCalendar calendar)
    {
        timeZone = TimeZoneInfo.FindSystemTimeZoneById(calendar.TimeZone);
        days = Enum.GetValues<DayOfWeek>().Select(day => calendar.Days?.Contains(day.ToString(), StringComparer.OrdinalIgnoreCase) ?? true).ToArray();
        from = calendar.From is null ? TimeOnly.MinValue : Time(calendar.From);
        until = calendar.Until is null ? null : Time(calendar.Until);
        first = calendar.FirstDate ?? DateOnly.MinValue;
        last = calendar.LastDate ?? DateOnly.MaxValue;
    }

    public static TimeOnly Time(string text) => TimeOnly.ParseExact(text, "HH:mm", CultureInfo.InvariantCulture);

    public bool IsActive(long instantMs)
    {
        var local = TimeZoneInfo.ConvertTime(DateTimeOffset.FromUnixTimeMilliseconds(instantMs), timeZone).DateTime;
        var (date, time) = (DateOnly.FromDateTime(local), TimeOnly.FromDateTime(local));
        if (until is null) return time >= from && Begins(date);
        if (from < until) return time >= from && time < until && Begins(date);
        return (time >= from && Begins(date)) || (time < until && date > DateOnly.MinValue && Begins(date.AddDays(-1)));
    }

    private bool Begins(DateOnly date) => date >= first && date <= last && days[(int)date.DayOfWeek];
}
