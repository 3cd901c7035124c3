using Fleet.Runtime.Components;

namespace Fleet.Runtime.Scheduler;

/// <summary>How something comes again: a step of time, or a cron expression.</summary>
public sealed class Recurrence
{
    private readonly CalendarDuration step;
    private readonly CronExpression? cron;

    private Recurrence(string text, CalendarDuration step, CronExpression? cron)
    {
        Text = text;
        this.step = step;
        this.cron = cron;
    }

    /// <summary>The text that <see cref="TryParse"/> makes the same recurrence of.</summary>
    public string Text { get; }

    /// <summary>True for a step of time, whose first occurrence comes at once unless a due time says otherwise.</summary>
    public bool IsStep => cron is null;

    /// <summary>Comes again after <paramref name="step"/>, which must be positive.</summary>
    public static Recurrence Every(CalendarDuration step) =>
        new(step.HasDates ? step.ToIso() : "@every " + GoDuration.Format(step.Time), step, null);

    /// <summary>Reads <c>@every 1h30m</c>, an ISO 8601 duration, or what <see cref="CronExpression"/> reads.</summary>
    public static bool TryParse(string text, out Recurrence? recurrence)
    {
        recurrence = null;
        if (text.StartsWith("@every ", StringComparison.Ordinal))
        {
            if (GoDuration.TryParse(text["@every ".Length..], out var every) && every > TimeSpan.Zero)
                recurrence = new Recurrence(text, new CalendarDuration(0, 0, 0, every), null);
        }
        else if (text.StartsWith('P') && CalendarDuration.TryParse(text, out var step, out _) && step.IsPositive)
        {
            recurrence = new Recurrence(text, step, null);
        }
        else if (CronExpression.TryParse(text, out var cron))
        {
            recurrence = new Recurrence(text, default, cron);
        }

        return recurrence is not null;
    }

    /// <summary>The occurrence after <paramref name="last"/>; null: never again.</summary>
    public DateTimeOffset? Next(DateTimeOffset last) => cron is null ? Step(last) : cron.Next(last);

    /// <summary>
    /// The occurrence after <paramref name="last"/> that is also after <paramref name="now"/>: what was missed is left out.
    /// </summary>
    public DateTimeOffset? NextAfter(DateTimeOffset last, DateTimeOffset now)
    {
        if (cron is not null)
            return cron.Next(last > now ? last : now);
        if (!step.HasDates && last < now)
            last += TimeSpan.FromTicks(step.Time.Ticks * ((now - last).Ticks / step.Time.Ticks));
        var next = Step(last);
        while (next <= now)
            next = Step(next.Value);
        return next;
    }

    private DateTimeOffset? Step(DateTimeOffset last)
    {
        try
        {
            return step.AddTo(last);
        }
        catch (ArgumentOutOfRangeException)
        {
            // After the year 9999 no instant is left.
            return null;
        }
    }
}
