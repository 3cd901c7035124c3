namespace Dapr.Actors.Runtime;

/// <summary>Names a timer.</summary>
public class ActorTimerToken
{
    /// <summary>Takes the actor and the timer's name.</summary>
    public ActorTimerToken(string actorType, ActorId actorId, string name)
    {
        ActorType = actorType ?? throw new ArgumentNullException(nameof(actorType));
        ActorId = actorId ?? throw new ArgumentNullException(nameof(actorId));
        Name = name ?? throw new ArgumentNullException(nameof(name));
    }

    /// <summary>The actor's type.</summary>
    public string ActorType { get; }

    /// <summary>The actor's id.</summary>
    public ActorId ActorId { get; }

    /// <summary>The timer's name.</summary>
    public string Name { get; }
}

/// <summary>A timer of an actor.</summary>
public class ActorTimer : ActorTimerToken
{
    /// <summary>A timer without end, unless it fires only once.</summary>
    public ActorTimer(
        string actorType,
        ActorId actorId,
        string name,
        string timerCallback,
        byte[] data,
        TimeSpan dueTime,
        TimeSpan period)
        : this(actorType, actorId, name, timerCallback, data, dueTime, period, (TimeSpan?)null)
    {
    }

    /// <summary>A timer that ends after <paramref name="ttl"/>.</summary>
    public ActorTimer(
        string actorType,
        ActorId actorId,
        string name,
        string timerCallback,
        byte[] data,
        TimeSpan dueTime,
        TimeSpan period,
        TimeSpan ttl)
        : this(actorType, actorId, name, timerCallback, data, dueTime, period, (TimeSpan?)ttl)
    {
    }

    private ActorTimer(
        string actorType,
        ActorId actorId,
        string name,
        string timerCallback,
        byte[] data,
        TimeSpan dueTime,
        TimeSpan period,
        TimeSpan? ttl)
        : base(actorType, actorId, name)
    {
        ScheduleLimits.Check(dueTime, period, ttl);
        TimerCallback = timerCallback;
        Data = data;
        DueTime = dueTime;
        Period = period;
        Ttl = ttl;
    }

    /// <summary>The method it calls.</summary>
    public string TimerCallback { get; }

    /// <summary>What the method gets.</summary>
    public byte[] Data { get; }

    /// <summary>How long until it fires first.</summary>
    public TimeSpan DueTime { get; }

    /// <summary>How long between two firings.</summary>
    public TimeSpan Period { get; }

    /// <summary>When it ends by itself, or null.</summary>
    public TimeSpan? Ttl { get; }
}
