namespace Fleet.Notification.Domain;

/// <summary>Outcomes of a delivery.</summary>
public static class DeliveryStates
{
    /// <summary>The mail server took it.</summary>
    public const string Delivered = "delivered";

    /// <summary>Nobody was told, for the reason given.</summary>
    public const string Suppressed = "suppressed";
}

/// <summary>What became of one fine event.</summary>
/// <param name="EventId">Id of the event.</param>
/// <param name="FineId">The fine it is about.</param>
/// <param name="Type">Type of the event.</param>
/// <param name="State">One of <see cref="DeliveryStates"/>.</param>
/// <param name="Reason">Why nobody was told; null when somebody was.</param>
/// <param name="RecipientId">Owner id of the recipient; null when nobody is known.</param>
/// <param name="Channel">How it was sent; null when it was not.</param>
/// <param name="Subject">Subject of the notice; null when there is none.</param>
/// <param name="OccurredAt">When the event occurred, UTC.</param>
/// <param name="At">When it was delivered or suppressed, UTC; lists are ordered by it.</param>
public sealed record Delivery(
    string EventId,
    string FineId,
    string Type,
    string State,
    string? Reason,
    string? RecipientId,
    string? Channel,
    string? Subject,
    DateTimeOffset OccurredAt,
    DateTimeOffset At);
