using Fleet.Contracts;
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
    /// <param name="told">What happened.</param>
    /// <param name="preferences">What the recipient wants.</param>
    /// <param name="defaults">Channels that the service uses by itself, in order.</param>
    /// <param name="now">The time of deciding, UTC.</param>
    public static MessagePlan Plan(FineEvent told, Preferences preferences, IReadOnlyList<string> defaults, DateTimeOffset now)
    {
        var law = FineEventLaw.Of(told.Type) ?? throw new ArgumentException($"'{told.Type}' is no type of fine event.", nameof(told));
        if (law.Silence is { } silence) return new MessagePlan([Silent(told, law, silence, now)]);
        if (told.Recipient is not { } recipient) return new MessagePlan([Silent(told, law, FineEventLaw.OwnerUnknown, now)]);
        var wanted = preferences.Of(law.Category);
        if (wanted is { On: false } && !law.Required) return new MessagePlan([Silent(told, law, Preference, now)]);
        var contact = new Contact(recipient, preferences.Addresses);
        var legs = Routing.Legs(wanted, law.Required, contact, defaults);
        if (legs.Count == 0) return new MessagePlan([], Unreachable);
        var source = new MessageSource(preferences.Locale ?? recipient.Locale, preferences.TimeZone, told);
        var copies = Routing.Copies(wanted, contact, legs).Select(leg => Sent(told, law, [leg], source, leg.Channel, now) with { Required = false });
        return new MessagePlan([Sent(told, law, legs, source, "", now), .. copies]);
    }

    private static Message Sent(FineEvent told, NoticeLaw law, IReadOnlyList<Leg> legs, MessageSource source, string copy, DateTimeOffset now) => new(
        DerivedId.Of("msg", told.EventId, copy), told.Recipient?.OwnerId, told.EventId, told.FineId, told.Type, law.Category, law.Required,
        MessageStates.Pending, null, legs, 0, 0, told.OccurredAt, now, now, 1, source, null, null, []);

    private static Message Silent(FineEvent told, NoticeLaw law, string reason, DateTimeOffset now) => new(
        DerivedId.Of("msg", told.EventId, ""), told.Recipient?.OwnerId, told.EventId, told.FineId, told.Type, law.Category, law.Required,
        MessageStates.Suppressed, reason, [], 0, 0, told.OccurredAt, now, null, 1, null, null, null, []);
}
