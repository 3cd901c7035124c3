using Fleet.Contracts.FineCollection;
using Fleet.Notification.Channels;
using Fleet.Notification.Templates;

namespace Fleet.Notification.Domain.Messages;

/// <summary>One message to one recipient, with the log of its attempts. Holds personal data until the recipient is erased.</summary>
/// <param name="Id">As <see cref="MessageId"/> makes it.</param>
/// <param name="RecipientId">Whose it is; null when nobody is known.</param>
/// <param name="EventId">What it tells of.</param>
/// <param name="FineId">The fine it is about; null for vehicles' messages.</param>
/// <param name="Type">Type of the event, which names the template.</param>
/// <param name="Category">One of <see cref="Preferring.Categories"/>.</param>
/// <param name="Required">Whether the law requires it.</param>
/// <param name="State">One of <see cref="MessageStates"/>.</param>
/// <param name="Reason">Why it was not delivered; null when it was, or may be yet.</param>
/// <param name="Legs">Channels to try, in order.</param>
/// <param name="Leg">Which of them is being tried, from 0.</param>
/// <param name="Step">How many of the ladder's steps were taken on this leg.</param>
/// <param name="OccurredAt">When the event occurred, UTC.</param>
/// <param name="CreatedAt">When it was decided on, UTC; lists are ordered by it.</param>
/// <param name="At">When its state changed last, UTC.</param>
/// <param name="NextAt">When it is to be tried next, UTC; null when it is not.</param>
/// <param name="Sequence">Which version of the message this is, from 1.</param>
/// <param name="Source">What it is written from; null when erased or suppressed.</param>
/// <param name="Content">What it says, while it is under way.</param>
/// <param name="Written">What it said, without its words.</param>
/// <param name="Attempts">Oldest first.</param>
public sealed record Message(
    string Id,
    string? RecipientId,
    string EventId,
    string? FineId,
    string Type,
    string Category,
    bool Required,
    string State,
    string? Reason,
    IReadOnlyList<Leg> Legs,
    int Leg,
    int Step,
    DateTimeOffset OccurredAt,
    DateTimeOffset CreatedAt,
    DateTimeOffset At,
    DateTimeOffset? NextAt,
    int Sequence,
    MessageSource? Source,
    Content? Content,
    Written? Written,
    IReadOnlyList<Attempt> Attempts)
{
    /// <summary>The channel that is being tried, or that took it; null when there is none.</summary>
    public Leg? Current => Leg < Legs.Count ? Legs[Leg] : null;

    /// <summary>Whether nothing more becomes of it.</summary>
    public bool IsOver => State is not (MessageStates.Pending or MessageStates.Waiting);
}

/// <summary>A channel and where it leads. Personal data.</summary>
/// <param name="Channel">One of <see cref="ChannelNames"/>.</param>
/// <param name="Address">In the form of the channel.</param>
public sealed record Leg(string Channel, string Address);

/// <summary>What a message is written from. Personal data.</summary>
/// <param name="Locale">Language wanted; null: the service's default.</param>
/// <param name="TimeZone">IANA time zone of the recipient; null: that of the road.</param>
/// <param name="Fine">The fine event that it tells of.</param>
/// <param name="Vehicle">What happened to a vehicle that it tells of.</param>
/// <param name="Digest">What it sums up.</param>
public sealed record MessageSource(
    string? Locale, string? TimeZone, FineEvent? Fine = null, VehicleNews? Vehicle = null, IReadOnlyList<DigestNews>? Digest = null);

/// <summary>What was written, without its words.</summary>
/// <param name="Template">Name of the template.</param>
/// <param name="Locale">Language.</param>
/// <param name="Version">Version of the template.</param>
/// <param name="Subject">Subject line.</param>
public sealed record Written(string Template, string Locale, int Version, string Subject);

/// <summary>One attempt to hand a message over. Holds no personal data.</summary>
/// <param name="At">When it ended, UTC.</param>
/// <param name="Channel">One of <see cref="ChannelNames"/>.</param>
/// <param name="Component">The component or address that took or refused it; null when unknown.</param>
/// <param name="Outcome">One of <see cref="AttemptOutcomes"/>.</param>
/// <param name="Detail">What was said; null when nothing was.</param>
public sealed record Attempt(DateTimeOffset At, string Channel, string? Component, string Outcome, string? Detail);

/// <summary>States of a message; names on the wire.</summary>
public static class MessageStates
{
    /// <summary>A channel took it.</summary>
    public const string Delivered = "delivered";

    /// <summary>Nobody is told, for the reason given.</summary>
    public const string Suppressed = "suppressed";

    /// <summary>It is to be tried, or tried again, at <see cref="Message.NextAt"/>.</summary>
    public const string Pending = "pending";

    /// <summary>It waits for the end of the recipient's quiet hours, or until the rate lets it pass.</summary>
    public const string Waiting = "waiting";

    /// <summary>It goes out with others, in a digest.</summary>
    public const string Digested = "digested";

    /// <summary>No channel took it; it is among the dead letters.</summary>
    public const string Dead = "dead";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } = [Delivered, Suppressed, Pending, Waiting, Digested, Dead];
}

/// <summary>Outcomes of an attempt; names on the wire.</summary>
public static class AttemptOutcomes
{
    /// <summary>It was taken.</summary>
    public const string Taken = "taken";

    /// <summary>It was refused for good.</summary>
    public const string Refused = "refused";

    /// <summary>It failed, and may succeed later.</summary>
    public const string Failed = "failed";

    /// <summary>Nothing was answered in time: whether it was taken is not known.</summary>
    public const string TimedOut = "timed_out";

    /// <summary>The channel was busy or hanging, so that nothing was sent.</summary>
    public const string NotTried = "not_tried";

    /// <summary>It was taken, and came back.</summary>
    public const string Bounced = "bounced";
}
