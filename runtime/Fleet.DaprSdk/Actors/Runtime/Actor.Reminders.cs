namespace Dapr.Actors.Runtime;

public abstract partial class Actor
{
    /// <summary>
    /// Registers a reminder, or replaces the one of that name. It outlives the actor's memory and the process.
    /// </summary>
    /// <param name="reminderName">Its name, unique in the actor.</param>
    /// <param name="state">What <see cref="IRemindable.ReceiveReminderAsync"/> gets.</param>
    /// <param name="dueTime">How long until it fires first; zero is at once.</param>
    /// <param name="period">How long between two firings; negative one millisecond is never again.</param>
    protected Task<IActorReminder> RegisterReminderAsync(string reminderName, byte[] state, TimeSpan dueTime, TimeSpan period) =>
        RegisterAsync(new ActorReminder(Type, Id, reminderName, state, dueTime, period));

    /// <summary>The same, ending after <paramref name="ttl"/>.</summary>
    protected Task<IActorReminder> RegisterReminderAsync(
        string reminderName,
        byte[] state,
        TimeSpan dueTime,
        TimeSpan period,
        TimeSpan ttl) =>
        RegisterAsync(new ActorReminder(Type, Id, reminderName, state, dueTime, period, ttl));

    /// <summary>The same, ending after so many firings or after <paramref name="ttl"/>.</summary>
    protected Task<IActorReminder> RegisterReminderAsync(
        string reminderName,
        byte[] state,
        TimeSpan dueTime,
        TimeSpan period,
        int repetitions,
        TimeSpan ttl) =>
        RegisterAsync(new ActorReminder(Type, Id, reminderName, state, dueTime, period, repetitions, ttl));

    /// <summary>The same, ending after so many firings.</summary>
    protected Task<IActorReminder> RegisterReminderAsync(
        string reminderName,
        byte[] state,
        TimeSpan dueTime,
        TimeSpan period,
        int repetitions) =>
        RegisterAsync(new ActorReminder(Type, Id, reminderName, state, dueTime, period, repetitions));

    /// <summary>The reminder of that name, or null.</summary>
    protected Task<IActorReminder> GetReminderAsync(string reminderName) =>
        Host.TimerManager.GetReminderAsync(new ActorReminderToken(Type, Id, reminderName));

    /// <summary>Ends a reminder.</summary>
    protected Task UnregisterReminderAsync(IActorReminder reminder)
    {
        ArgumentNullException.ThrowIfNull(reminder);
        return Host.TimerManager.UnregisterReminderAsync(
            reminder as ActorReminderToken ?? new ActorReminderToken(Type, Id, reminder.Name));
    }

    /// <summary>Ends the reminder of that name.</summary>
    protected Task UnregisterReminderAsync(string reminderName) =>
        Host.TimerManager.UnregisterReminderAsync(new ActorReminderToken(Type, Id, reminderName));

    private string Type => Host.ActorTypeInfo.ActorTypeName;

    private async Task<IActorReminder> RegisterAsync(ActorReminder reminder)
    {
        await Host.TimerManager.RegisterReminderAsync(reminder);
        return reminder;
    }
}
