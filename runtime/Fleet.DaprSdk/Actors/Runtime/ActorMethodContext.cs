namespace Dapr.Actors.Runtime;

/// <summary>What calls an actor.</summary>
public enum ActorCallType
{
    /// <summary>Somebody, a method of its interface.</summary>
    ActorInterfaceMethod = 0,

    /// <summary>A timer.</summary>
    TimerMethod = 1,

    /// <summary>A reminder.</summary>
    ReminderMethod = 2,
}

/// <summary>The call that an actor is about to take or has taken.</summary>
public struct ActorMethodContext
{
    private ActorMethodContext(string methodName, ActorCallType callType)
    {
        MethodName = methodName;
        CallType = callType;
    }

    /// <summary>The method's name.</summary>
    public string MethodName { get; }

    /// <summary>What calls.</summary>
    public ActorCallType CallType { get; }

    internal static ActorMethodContext Reminder { get; } =
        new(nameof(IRemindable.ReceiveReminderAsync), ActorCallType.ReminderMethod);

    internal static ActorMethodContext Timer { get; } = new("FireTimerAsync", ActorCallType.TimerMethod);

    internal static ActorMethodContext Method(string name) => new(name, ActorCallType.ActorInterfaceMethod);
}
