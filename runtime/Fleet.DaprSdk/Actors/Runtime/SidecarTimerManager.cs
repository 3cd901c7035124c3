#nullable enable
using Dapr.Actors.Client;

namespace Dapr.Actors.Runtime;

/// <summary>Reminders and timers kept by the sidecar.</summary>
internal sealed class SidecarTimerManager(ActorCalls calls) : ActorTimerManager
{
    private const string Reminders = "reminders";
    private const string Timers = "timers";

    public override Task RegisterReminderAsync(ActorReminder reminder)
    {
        ArgumentNullException.ThrowIfNull(reminder);
        return calls.RegisterAsync(Reminders, reminder.ActorType, reminder.ActorId, reminder.Name, ScheduleJson.Write(reminder));
    }

    public override async Task<IActorReminder?> GetReminderAsync(ActorReminderToken reminder)
    {
        ArgumentNullException.ThrowIfNull(reminder);
        var answer = await calls.GetReminderAsync(reminder.ActorType, reminder.ActorId, reminder.Name);
        return ScheduleJson.Read(answer) is { } found
            ? new ActorReminder(
                reminder.ActorType,
                reminder.ActorId,
                reminder.Name,
                found.Data ?? [],
                found.DueTimeSpan,
                found.PeriodSpan)
            : null;
    }

    public override Task UnregisterReminderAsync(ActorReminderToken reminder)
    {
        ArgumentNullException.ThrowIfNull(reminder);
        return calls.UnregisterAsync(Reminders, reminder.ActorType, reminder.ActorId, reminder.Name);
    }

    public override Task RegisterTimerAsync(ActorTimer timer)
    {
        ArgumentNullException.ThrowIfNull(timer);
        return calls.RegisterAsync(Timers, timer.ActorType, timer.ActorId, timer.Name, ScheduleJson.Write(timer));
    }

    public override Task UnregisterTimerAsync(ActorTimerToken timer)
    {
        ArgumentNullException.ThrowIfNull(timer);
        return calls.UnregisterAsync(Timers, timer.ActorType, timer.ActorId, timer.Name);
    }
}
