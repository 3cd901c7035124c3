namespace Dapr.Actors.Runtime;

/// <summary>An actor that has reminders.</summary>
public interface IRemindable
{
    /// <summary>A reminder has fired; if this throws, it fires again as the sidecar's policy says.</summary>
    Task ReceiveReminderAsync(string reminderName, byte[] state, TimeSpan dueTime, TimeSpan period);
}

/// <summary>A reminder.</summary>
public interface IActorReminder
{
    /// <summary>Its name.</summary>
    string Name { get; }

    /// <summary>How long until it fires first.</summary>
    TimeSpan DueTime { get; }

    /// <summary>How long between two firings.</summary>
    TimeSpan Period { get; }

    /// <summary>What the actor gets when it fires.</summary>
    byte[] State { get; }
}
