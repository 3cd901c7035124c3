namespace Fleet.Runtime.Scheduler;

/// <summary>Something the scheduler keeps until its last call is done.</summary>
/// <param name="Key">Its name; unique in the scheduler.</param>
/// <param name="Target">Who is called; it waits while nobody has attached to that name.</param>
/// <param name="Content">What the target needs to know, as UTF-8 JSON; the scheduler does not look into it.</param>
/// <param name="Due">When the next call is to be made.</param>
/// <param name="Repeat">How it comes again; null: once.</param>
/// <param name="CallsLeft">Calls still to be made, the next one included; null: no end.</param>
/// <param name="ExpiresAt">No call at or after this instant; null: no end.</param>
/// <param name="OnFailure">What happens when a call fails.</param>
public sealed record ScheduledItem(
    string Key,
    string Target,
    ReadOnlyMemory<byte> Content,
    DateTimeOffset Due,
    Recurrence? Repeat,
    int? CallsLeft,
    DateTimeOffset? ExpiresAt,
    FailurePolicy OnFailure);

/// <summary>What happens when a call fails.</summary>
/// <param name="Interval">Pause before the next try.</param>
/// <param name="MaxRetries">Tries after the first; null: until one succeeds.</param>
public sealed record FailurePolicy(TimeSpan Interval, int? MaxRetries)
{
    /// <summary>Three more tries, a second apart.</summary>
    public static FailurePolicy Default { get; } = new(TimeSpan.FromSeconds(1), 3);

    /// <summary>No further try.</summary>
    public static FailurePolicy Drop { get; } = new(TimeSpan.Zero, 0);
}

/// <summary>How a call ended.</summary>
public enum CallOutcome
{
    /// <summary>The app took it.</summary>
    Done,

    /// <summary>The app refused it, or did not answer.</summary>
    Failed,

    /// <summary>The app took it, and wants no further one.</summary>
    Cancelled,

    /// <summary>Nobody is there to be called: it waits until somebody attaches.</summary>
    Absent,
}

/// <summary>Makes the calls of a target.</summary>
public interface IScheduledTarget
{
    /// <summary>Makes one call; does not throw.</summary>
    Task<CallOutcome> CallAsync(ScheduledItem item, CancellationToken cancellationToken);
}
