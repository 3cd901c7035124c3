using Fleet.Runtime.Scheduler;

namespace Fleet.Runtime.Actors;

/// <summary>When a reminder or a timer calls.</summary>
/// <param name="Due">The first call.</param>
/// <param name="Repeat">How it comes again; null: once.</param>
/// <param name="CallsLeft">How many calls in all; null: no end.</param>
/// <param name="ExpiresAt">No call at or after this instant; null: no end.</param>
internal sealed record Timing(DateTimeOffset Due, Recurrence? Repeat, int? CallsLeft, DateTimeOffset? ExpiresAt)
{
    /// <summary>Reads <c>dueTime</c>, <c>period</c> and <c>ttl</c>; empty: not given.</summary>
    /// <exception cref="FormatException">One of them is none that <paramref name="rules"/> take; the text is for the caller.</exception>
    public static Timing Read(string dueTime, string period, string ttl, DateTimeOffset now, TimingRules rules)
    {
        var due = dueTime.Length == 0 ? now : Point("dueTime", dueTime, now, rules);
        if (period.Length == 0)
            return new Timing(due, null, null, Expiry(ttl, now, due, repeats: false, rules));
        if (!CalendarDuration.TryParse(period, out var step, out var repetitions))
            throw new FormatException($"period '{period}' is neither an ISO 8601 nor a Go duration");
        if (step.HasDates && !rules.TakesDates)
            throw new FormatException($"period '{period}' counts days or more, which a reminder does not take");
        if (repetitions == 0 && !rules.TakesZeroRepetitions)
            throw new FormatException($"period '{period}' has zero repetitions");
        var expiry = Expiry(ttl, now, due, repeats: true, rules);
        return new Timing(due, step.IsPositive ? Recurrence.Every(step) : null, repetitions > 0 ? repetitions : null, expiry);
    }

    /// <summary>What is left after the first call; null: nothing.</summary>
    public Timing? AfterCall()
    {
        var left = CallsLeft - 1;
        var next = left <= 0 ? null : Repeat?.Next(Due);
        return next is null || ExpiresAt <= next ? null : this with { Due = next.Value, CallsLeft = left };
    }

    private static DateTimeOffset? Expiry(string ttl, DateTimeOffset now, DateTimeOffset due, bool repeats, TimingRules rules)
    {
        if (ttl.Length == 0)
            return null;
        if (!repeats && !rules.TakesTtlOfOneCall)
            throw new FormatException("a ttl needs a period");
        var expiry = Point("ttl", ttl, due, rules);
        return expiry < now || expiry < due ? throw new FormatException($"with ttl '{ttl}' it would have expired before its first call") : expiry;
    }

    private static DateTimeOffset Point(string field, string text, DateTimeOffset start, TimingRules rules)
    {
        if (!PointInTime.TryParse(text, start, out var point))
            throw new FormatException($"{field} '{text}' is neither a duration (ISO 8601 or Go) nor an RFC 3339 time");
        return rules.CutsToSeconds ? point.AddTicks(-(point.Ticks % TimeSpan.TicksPerSecond)) : point;
    }
}

/// <summary>What timers and the two kinds of reminders take; they differ, as Dapr's do.</summary>
internal sealed record TimingRules(bool TakesDates, bool TakesZeroRepetitions, bool TakesTtlOfOneCall, bool CutsToSeconds)
{
    /// <summary>Timers.</summary>
    public static TimingRules Timer { get; } = new(TakesDates: true, TakesZeroRepetitions: false, TakesTtlOfOneCall: true, CutsToSeconds: false);

    /// <summary>Reminders kept by the scheduler service.</summary>
    public static TimingRules Scheduled { get; } = new(TakesDates: false, TakesZeroRepetitions: true, TakesTtlOfOneCall: false, CutsToSeconds: false);

    /// <summary>Reminders with the feature <c>SchedulerReminders</c> switched off.</summary>
    public static TimingRules Classic { get; } = new(TakesDates: true, TakesZeroRepetitions: false, TakesTtlOfOneCall: true, CutsToSeconds: true);
}
