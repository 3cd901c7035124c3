namespace Fleet.Notification.Domain.Preferring;

/// <summary>When digests go out.</summary>
public static class DigestRules
{
    /// <summary>Every hour, at the full hour.</summary>
    public const string Hourly = "hour";

    /// <summary>Every day, at a local time.</summary>
    public const string Daily = "day";

    private static readonly TimeOnly Morning = new(8, 0);

    /// <summary>The next time that a digest goes out after <paramref name="now"/>; who has none wanted gets what came too fast at the full hour.</summary>
    public static DateTimeOffset Next(DigestTime? wanted, string? timeZone, DateTimeOffset now)
    {
        var zone = LocalClock.Zone(timeZone);
        if (wanted is { Every: Daily }) return LocalClock.Next(now, wanted.At ?? Morning, zone);
        var local = TimeZoneInfo.ConvertTime(now, zone);
        return now - TimeSpan.FromTicks(local.TimeOfDay.Ticks % TimeSpan.TicksPerHour) + TimeSpan.FromHours(1);
    }
}
