using Fleet.Runtime.Components;
using Fleet.Runtime.Scheduler;

namespace Fleet.Runtime.Bindings;

/// <summary>
/// A schedule as Dapr's cron binding takes it: five fields, or six with seconds first; <c>@every 90s</c>; <c>@hourly</c>
/// and its like; <c>CRON_TZ=Zone</c> in front of fields.
/// </summary>
public sealed class CronSchedule
{
    private readonly CronExpression? fields;
    private readonly TimeSpan every;
    private readonly TimeZoneInfo zone;

    private CronSchedule(CronExpression? fields, TimeSpan every, TimeZoneInfo zone)
    {
        this.fields = fields;
        this.every = every;
        this.zone = zone;
    }

    /// <summary>Reads a schedule.</summary>
    /// <param name="text">The schedule.</param>
    /// <param name="local">Time zone of its fields, when the text names none.</param>
    /// <exception cref="ComponentException">The text is no schedule.</exception>
    public static CronSchedule Parse(string text, TimeZoneInfo local)
    {
        var (zone, rest) = Zone(text.Trim(), local);
        if (rest.StartsWith("@every ", StringComparison.Ordinal))
            return new CronSchedule(null, Every(rest["@every ".Length..].Trim()) ?? throw Bad(text), zone);
        return CronExpression.TryParse(rest, out var fields) ? new CronSchedule(fields, default, zone) : throw Bad(text);
    }

    /// <summary>The first time after <paramref name="after"/>, in whole seconds; null when there is none in the next years.</summary>
    public DateTimeOffset? Next(DateTimeOffset after)
    {
        if (fields is null)
            return Floor(after + every);
        // The fields speak of what a clock on the wall shows, so they are searched on the wall's time line.
        var wall = new DateTimeOffset(TimeZoneInfo.ConvertTime(after, zone).DateTime, TimeSpan.Zero);
        while (fields.Next(wall) is { } next)
        {
            // A time that the clock skips does not come; one that it shows twice comes once, the first time.
            if (!zone.IsInvalidTime(next.DateTime) && At(next.DateTime) is var instant && instant > after)
                return instant;
            wall = next;
        }

        return null;
    }

    private DateTimeOffset At(DateTime wall)
    {
        var time = DateTime.SpecifyKind(wall, DateTimeKind.Unspecified);
        return new DateTimeOffset(time, zone.IsAmbiguousTime(time) ? zone.GetAmbiguousTimeOffsets(time).Max() : zone.GetUtcOffset(time));
    }

    private static (TimeZoneInfo Zone, string Fields) Zone(string text, TimeZoneInfo local)
    {
        if (!text.StartsWith("TZ=", StringComparison.Ordinal) && !text.StartsWith("CRON_TZ=", StringComparison.Ordinal))
            return (local, text);
        var end = text.IndexOf(' ', StringComparison.Ordinal) is var space && space < 0 ? text.Length : space;
        var name = text[(text.IndexOf('=', StringComparison.Ordinal) + 1)..end];
        return TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone)
            ? (zone, text[end..].Trim())
            : throw new ComponentException($"schedule '{text}': there is no time zone {name}");
    }

    private static TimeSpan? Every(string text)
    {
        if (!GoDuration.TryParse(text, out var every))
            return null;
        return every < TimeSpan.FromSeconds(1) ? TimeSpan.FromSeconds(1) : every - TimeSpan.FromTicks(every.Ticks % TimeSpan.TicksPerSecond);
    }

    private static DateTimeOffset Floor(DateTimeOffset time) => time.AddTicks(-(time.Ticks % TimeSpan.TicksPerSecond));

    private static ComponentException Bad(string text) =>
        new($"'{text}' is no schedule, expected five or six cron fields, @every 5s, or @hourly, @daily, @weekly, @monthly, @yearly");
}
