namespace Fleet.Notification.Domain.Preferring;

/// <summary>When a recipient is left in peace.</summary>
public static class QuietRules
{
    /// <summary>The end of the quiet hours that <paramref name="now"/> falls in, UTC; null when it falls in none.</summary>
    public static DateTimeOffset? End(QuietHours? quiet, string? timeZone, DateTimeOffset now)
    {
        if (quiet is not { From: { } from, Until: { } until }) return null;
        var zone = LocalClock.Zone(timeZone);
        var time = TimeOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, zone).DateTime);
        // TimeOnly counts over midnight by itself.
        return time.IsBetween(from, until) ? LocalClock.Next(now, until, zone) : null;
    }
}
