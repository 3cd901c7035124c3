using Fleet.Contracts;
using Fleet.Contracts.Notification;

namespace Fleet.Notification.Domain.Messages;

/// <summary>What is told of messages to other services.</summary>
public static class MessageEvents
{
    /// <summary>The events of a message as it is now: none while it is on its way, or when it was suppressed.</summary>
    public static IEnumerable<NotificationEvent> Of(MessageLine line)
    {
        if (line.BouncedChannel is { } channel) yield return Event(line, NotificationEventTypes.Bounced, channel);
        if (line.State == MessageStates.Delivered) yield return Event(line, NotificationEventTypes.Delivered, line.Channel);
        if (line.State == MessageStates.Dead) yield return Event(line, NotificationEventTypes.Dead, line.Channel);
    }

    private static NotificationEvent Event(MessageLine line, string type, string? channel) => new(
        DerivedId.Event(line.Id, FormattableString.Invariant($"{type} {channel} {line.Bounces}")), type, line.Id, line.RecipientId, line.EventId, line.FineId,
        channel, line.Template, line.At, line.State == MessageStates.Dead ? line.Reason : null);
}
