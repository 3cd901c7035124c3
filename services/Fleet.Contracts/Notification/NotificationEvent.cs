namespace Fleet.Contracts.Notification;

/// <summary>Something became of a message. Published on <see cref="Topics.NotificationEvents"/>. Holds no address and no content.</summary>
/// <param name="EventId">Id of this event, the same for every publication of it.</param>
/// <param name="Type">One of <see cref="NotificationEventTypes"/>.</param>
/// <param name="MessageId">The message, as <c>GET /v1/messages/{id}</c> of notification knows it.</param>
/// <param name="RecipientId">Owner id of the recipient; null when nobody is known.</param>
/// <param name="SourceEventId">Id of the event that the message tells of.</param>
/// <param name="FineId">The fine it is about; null for messages about vehicles.</param>
/// <param name="Channel">The channel that took it, gave it back, or was the last to fail.</param>
/// <param name="Template">Name of the template it was written by; null when it could not be written.</param>
/// <param name="OccurredAt">When it happened, UTC.</param>
/// <param name="Reason">Why it is dead; null for others.</param>
public sealed record NotificationEvent(
    string EventId,
    string Type,
    string MessageId,
    string? RecipientId,
    string SourceEventId,
    string? FineId,
    string? Channel,
    string? Template,
    DateTimeOffset OccurredAt,
    string? Reason = null);

/// <summary>Types of <see cref="NotificationEvent"/>.</summary>
public static class NotificationEventTypes
{
    /// <summary>A channel took the message.</summary>
    public const string Delivered = "notification.delivered";

    /// <summary>A channel that had taken the message gave it back.</summary>
    public const string Bounced = "notification.bounced";

    /// <summary>No channel took the message, and no further attempt is made by itself.</summary>
    public const string Dead = "notification.dead";
}
