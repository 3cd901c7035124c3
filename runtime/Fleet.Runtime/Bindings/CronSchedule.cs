using Fleet.Runtime.Components;

namespace Fleet.Runtime.Bindings;

/// <summary>
/// A schedule as Dapr's cron binding takes it: five fields, or six with seconds first; <c>@every 90s</c>; <c>@hourly</c>
/// and its like; <c>CRON_TZ=Zone</c> in front of any.
/// </summary>
public sealed class CronSchedule
{
    private const int LastYears = 5;

    private readonly CronFields? fields;
    private readonly TimeSpan every;
    private readonly TimeZoneInfo zone;

    private CronSchedule(CronFields? fields, TimeSpan every, TimeZoneInfo zone)
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
        var rest = text.Trim();
        var zone = local;
        if (rest.StartsWith("TZ=", StringComparison.Ordinal) || rest.StartsWith("CRON_TZ=", StringComparison.Ordinal))
        {
            var parts = rest.Split(' ', 2, StringSplitOptions.TrimEntries);
            var name = parts[0][(parts[0].IndexOf('=', StringComparison.Ordinal) + 1)..];
            zone = TimeZoneInfo.TryFindSystemTimeZoneById(name, out var found) ? found : throw new ComponentException($"schedule '{text}': there is no time zone {name}");
            rest = parts.Length > 1 ? parts[1] : "";
        }

        if (rest.StartsWith("@every ", StringComparison.Ordinal))
            return new CronSchedule(null, Every(rest["@every ".Length..], text), zone);
        return new CronSchedule(CronFields.Parse(Expand(rest)) ?? throw Bad(text), default, zone);
    }

    /// <summary>The first time after <paramref name="after"/>, in whole seconds; null when there is none in five years.</summary>
    public DateTimeOffset? Next(DateTimeOffset after)
    {
        if (fields is null)
            return Floor(after.ToUniversalTime() + every);
        var local = Floor(TimeZoneInfo.ConvertTime(after, zone)).DateTime.AddSeconds(1);
        var last = local.AddYears(LastYears);
        while (fields.Next(local, last) is { } time)
        {
            // A time that the clocks skip does not come; one that they repeat comes once, the first time.
            if (!zone.IsInvalidTime(time))
            {
                var offset = zone.IsAmbiguousTime(time) ? zone.GetAmbiguousTimeOffsets(time).Max() : zone.GetUtcOffset(time);
                var instant = new DateTimeOffset(time, offset);
                if (instant > after)
                    return instant;
            }

            local = time.AddSeconds(1);
        }

        return null;
    }

    private static string Expand(string text) => text switch
    {
        "@yearly" or "@annually" => "0 0 0 1 1 *",
        "@monthly" => "0 0 0 1 * *",
        "@weekly" => "0 0 0 * * 0",
        "@daily" or "@midnight" => "0 0 0 * * *",
        "@hourly" => "0 0 * * * *",
        _ => text,
    };

    private static TimeSpan Every(string duration, string text)
    {
        if (!GoDuration.TryParse(duration.Trim(), out var every))
            throw Bad(text);
        return every < TimeSpan.FromSeconds(1) ? TimeSpan.FromSeconds(1) : new TimeSpan(every.Ticks - (every.Ticks % TimeSpan.TicksPerSecond));
    }

    private static DateTimeOffset Floor(DateTimeOffset time) => time.AddTicks(-(time.Ticks % TimeSpan.TicksPerSecond));

    private static ComponentException Bad(string text) =>
        new($"'{text}' is no schedule, expected five or six cron fields, @every 5s, or @hourly, @daily, @weekly, @monthly, @yearly");
}
