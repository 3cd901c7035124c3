namespace Dapr.Actors.Runtime;

/// <summary>Registers an actor's reminders and timers; a test puts its own in the place.</summary>
public abstract class ActorTimerManager
{
    /// <summary>Registers or replaces a reminder.</summary>
    public abstract Task RegisterReminderAsync(ActorReminder reminder);

    /// <summary>The reminder, or null.</summary>
    public abstract Task<IActorReminder> GetReminderAsync(ActorReminderToken reminder);

    /// <summary>Ends a reminder.</summary>
    public abstract Task UnregisterReminderAsync(ActorReminderToken reminder);

    /// <summary>Registers or replaces a timer.</summary>
    public abstract Task RegisterTimerAsync(ActorTimer timer);

    /// <summary>Ends a timer.</summary>
    public abstract Task UnregisterTimerAsync(ActorTimerToken timer);
}
