namespace Fleet.Notification.Domain.Messages;

/// <summary>A message as lists show it: no address and no content.</summary>
/// <param name="Id">Id of the message.</param>
/// <param name="RecipientId">Whose it is; null when nobody is known.</param>
/// <param name="EventId">What it tells of.</param>
/// <param name="FineId">The fine it is about.</param>
/// <param name="Type">Type of the event.</param>
/// <param name="Category">One of <see cref="Preferring.Categories"/>.</param>
/// <param name="State">One of <see cref="MessageStates"/>.</param>
/// <param name="Reason">Why it was not delivered.</param>
/// <param name="Channel">The channel that took it, or that is being tried.</param>
/// <param name="Template">The template it was written by.</param>
/// <param name="Subject">Its subject.</param>
/// <param name="Attempts">How many attempts were made.</param>
/// <param name="OccurredAt">When the event occurred, UTC.</param>
/// <param name="CreatedAt">When it was decided on, UTC; lists are ordered by it, newest first.</param>
/// <param name="At">When its state changed last, UTC.</param>
/// <param name="NextAt">When it is to be tried next, UTC.</param>
/// <param name="Sequence">Which version of the message this is: the higher is the newer.</param>
/// <param name="Bounces">How often a channel that had taken it gave it back.</param>
/// <param name="BouncedChannel">The channel that did so last; null when none did.</param>
public sealed record MessageLine(
    string Id,
    string? RecipientId,
    string EventId,
    string? FineId,
    string Type,
    string Category,
    string State,
    string? Reason,
    string? Channel,
    string? Template,
    string? Subject,
    int Attempts,
    DateTimeOffset OccurredAt,
    DateTimeOffset CreatedAt,
    DateTimeOffset At,
    DateTimeOffset? NextAt,
    int Sequence,
    int Bounces = 0,
    string? BouncedChannel = null)
{
    /// <summary>The line of a message.</summary>
    public static MessageLine Of(Message message) => new(
        message.Id, message.RecipientId, message.EventId, message.FineId, message.Type, message.Category, message.State, message.Reason,
        message.Current?.Channel, message.Written?.Template, message.Written?.Subject, message.Attempts.Count,
        message.OccurredAt, message.CreatedAt, message.At, message.NextAt, message.Sequence,
        message.Attempts.Count(attempt => attempt.Outcome == AttemptOutcomes.Bounced),
        message.Attempts.LastOrDefault(attempt => attempt.Outcome == AttemptOutcomes.Bounced)?.Channel);

    /// <summary>What became of the fine event that it tells of; null for copies, and for what is not about a fine.</summary>
    public Delivery? Delivery() => FineId is null || MessageId.IsCopy(Id)
        ? null
        : new Delivery(EventId, FineId, Type, State, Reason, RecipientId, State == MessageStates.Suppressed ? null : Channel, Subject, OccurredAt, At);
}
