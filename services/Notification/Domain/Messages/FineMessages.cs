using Fleet.Contracts.FineCollection;
using Fleet.Notification.Domain.Preferring;

namespace Fleet.Notification.Domain.Messages;

/// <summary>What a fine event makes: messages, or the reason why there can be none.</summary>
/// <param name="Messages">To send, or to suppress; empty when there is an obstacle.</param>
/// <param name="Obstacle">Why the event can never be dealt with as it is.</param>
public sealed record MessagePlan(IReadOnlyList<Message> Messages, string? Obstacle = null);

/// <summary>Decides who is told what of a fine.</summary>
public static class FineMessages
{
    /// <summary>No channel leads to the recipient.</summary>
    public const string Unreachable = "The recipient has no plain e-mail address, and no other channel leads to them.";

    /// <summary>The recipient does not want to be told.</summary>
    public const string Preference = "preference";

    /// <summary>Why <paramref name="told"/> can never be dealt with as it is, whoever its recipient; null: it may.</summary>
    public static string? Obstacle(FineEvent told) => told switch
    {
        not { EventId: not null, FineId: not null, Type: not null, Violation: not null } =>
            "The event is incomplete: eventId, fineId, type and violation are needed.",
        _ when FineEventLaw.Of(told.Type) is null => $"'{told.Type}' is no type of fine event.",
        { Type: FineEventTypes.Issued, Recipient: null } => "A fine that was issued has a recipient.",
        { Type: FineEventTypes.Issued } and not { Amount: not null, DueDate: not null } => "A fine that was issued has an amount and a due date.",
        { Recipient: { OwnerId: null } } => "The recipient has no ownerId.",
        _ => null,
    };

    /// <summary>The messages that <paramref name="told"/> makes. It has no <see cref="Obstacle"/>.</summary>
    /// <param name="actorId">Where the recipient's messages are kept.</param>
    /// <param name="told">What happened.</param>
    /// <param name="preferences">What the recipient wants.</param>
    /// <param name="defaults">Channels that the service uses by itself, in order.</param>
    /// <param name="now">The time of deciding, UTC.</param>
    public static MessagePlan Plan(string actorId, FineEvent told, Preferences preferences, IReadOnlyList<string> defaults, DateTimeOffset now)
    {
        var law = FineEventLaw.Of(told.Type) ?? throw new ArgumentException($"'{told.Type}' is no type of fine event.", nameof(told));
        var blank = new Message(
            MessageId.Of(told.EventId, actorId), told.Recipient?.OwnerId, told.EventId, told.FineId, told.Type, law.Category, law.Required,
            MessageStates.Suppressed, null, [], 0, 0, told.OccurredAt, now, now, null, 1, null, null, null, []);
        if (law.Silence is { } silence) return new MessagePlan([blank with { Reason = silence }]);
        if (told.Recipient is not { } recipient) return new MessagePlan([blank with { Reason = FineEventLaw.OwnerUnknown }]);
        var source = new MessageSource(preferences.Locale ?? recipient.Locale, preferences.TimeZone, told);
        return Routed(blank, preferences, new Contact(recipient, preferences.Addresses), source, defaults);
    }

    /// <summary>The message and its copies on the channels that the recipient wants.</summary>
    /// <param name="blank">The message without its ways.</param>
    /// <param name="preferences">What the recipient wants.</param>
    /// <param name="contact">Where the recipient can be reached.</param>
    /// <param name="source">What it is written from.</param>
    /// <param name="defaults">Channels that the service uses by itself, in order.</param>
    public static MessagePlan Routed(Message blank, Preferences preferences, Contact contact, MessageSource source, IReadOnlyList<string> defaults)
    {
        var wanted = preferences.Of(blank.Category);
        if (wanted is { On: false } && !blank.Required) return new MessagePlan([blank with { State = MessageStates.Suppressed, Reason = Preference }]);
        var legs = Routing.Legs(wanted, blank.Required, contact, defaults);
        if (legs.Count == 0) return new MessagePlan([], Unreachable);
        var sent = blank with { State = MessageStates.Pending, Reason = null, Legs = legs, NextAt = blank.CreatedAt, Source = source };
        var copies = Routing.Copies(wanted, contact, legs)
            .Select(leg => sent with { Id = MessageId.CopyOf(sent.Id, leg.Channel), Legs = [leg], Required = false });
        return new MessagePlan([sent, .. copies]);
    }
}
