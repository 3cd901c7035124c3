namespace Fleet.Notification.Domain.Preferring;

/// <summary>Instants of local days, on the days too on which the clock is put forward or back.</summary>
public static class LocalClock
{
    /// <summary>The first instant of a local day at which its clock shows <paramref name="time"/>, or later where that time is left out.</summary>
    public static DateTimeOffset Instant(DateOnly day, TimeOnly time, TimeZoneInfo zone)
    {
        var local = day.ToDateTime(time);
        // The clock goes from the gap's beginning to its end: whoever is to be told at a time in between is told at the end.
        while (zone.IsInvalidTime(local)) local = new DateTime(local.Ticks - (local.Ticks % TimeSpan.TicksPerMinute), local.Kind).AddMinutes(1);
        var offset = zone.IsAmbiguousTime(local) ? zone.GetAmbiguousTimeOffsets(local).Max() : zone.GetUtcOffset(local);
        return new DateTimeOffset(local, offset).ToUniversalTime();
    }

    /// <summary>The first instant after <paramref name="now"/> at which the local clock comes to <paramref name="time"/>.</summary>
    public static DateTimeOffset Next(DateTimeOffset now, TimeOnly time, TimeZoneInfo zone)
    {
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, zone).DateTime);
        for (var day = today; ; day = day.AddDays(1))
        {
            if (Instant(day, time, zone) is var instant && instant > now) return instant;
            if (Second(day, time, zone) is { } second && second > now) return second;
        }
    }

    /// <summary>The zone of that name; UTC when there is none.</summary>
    public static TimeZoneInfo Zone(string? name) => name is not null && TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) ? zone : TimeZoneInfo.Utc;

    private static DateTimeOffset? Second(DateOnly day, TimeOnly time, TimeZoneInfo zone)
    {
        var local = day.ToDateTime(time);
        return zone.IsAmbiguousTime(local) ? new DateTimeOffset(local, zone.GetAmbiguousTimeOffsets(local).Min()).ToUniversalTime() : null;
    }
}
