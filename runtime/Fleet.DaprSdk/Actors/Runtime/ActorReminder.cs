namespace Dapr.Actors.Runtime;

/// <summary>Names a reminder.</summary>
public class ActorReminderToken
{
    /// <summary>Takes the actor and the reminder's name.</summary>
    public ActorReminderToken(string actorType, ActorId actorId, string name)
    {
        ActorType = actorType ?? throw new ArgumentNullException(nameof(actorType));
        ActorId = actorId ?? throw new ArgumentNullException(nameof(actorId));
        Name = name ?? throw new ArgumentNullException(nameof(name));
    }

    /// <summary>The actor's type.</summary>
    public string ActorType { get; }

    /// <summary>The actor's id.</summary>
    public ActorId ActorId { get; }

    /// <summary>The reminder's name.</summary>
    public string Name { get; }
}

/// <summary>A reminder of an actor.</summary>
public class ActorReminder : ActorReminderToken, IActorReminder
{
    /// <summary>A reminder without end, unless it fires only once.</summary>
    public ActorReminder(string actorType, ActorId actorId, string name, byte[] state, TimeSpan dueTime, TimeSpan period)
        : this(actorType, actorId, name, state, dueTime, period, null, null)
    {
    }

    /// <summary>A reminder that ends after <paramref name="ttl"/>.</summary>
    public ActorReminder(
        string actorType,
        ActorId actorId,
        string name,
        byte[] state,
        TimeSpan dueTime,
        TimeSpan period,
        TimeSpan ttl)
        : this(actorType, actorId, name, state, dueTime, period, null, ttl)
    {
    }

    /// <summary>A reminder that ends after so many firings or after <paramref name="ttl"/>.</summary>
    public ActorReminder(
        string actorType,
        ActorId actorId,
        string name,
        byte[] state,
        TimeSpan dueTime,
        TimeSpan period,
        int? repetitions,
        TimeSpan? ttl)
        : base(actorType, actorId, name)
    {
        ScheduleLimits.Check(dueTime, period, ttl);
        if (repetitions <= 0)
        {
            throw new ArgumentOutOfRangeException(nameof(repetitions), repetitions, "A reminder fires at least once.");
        }

        State = state;
        DueTime = dueTime;
        Period = period;
        Repetitions = repetitions;
        Ttl = ttl;
    }

    /// <summary>A reminder that ends after so many firings.</summary>
    public ActorReminder(
        string actorType,
        ActorId actorId,
        string name,
        byte[] state,
        TimeSpan dueTime,
        TimeSpan period,
        int? repetitions)
        : this(actorType, actorId, name, state, dueTime, period, repetitions, null)
    {
    }

    /// <inheritdoc/>
    public byte[] State { get; }

    /// <inheritdoc/>
    public TimeSpan DueTime { get; }

    /// <inheritdoc/>
    public TimeSpan Period { get; }

    /// <summary>When it ends by itself, or null.</summary>
    public TimeSpan? Ttl { get; }

    /// <summary>How often it fires, or null.</summary>
    public int? Repetitions { get; }
}
