using Fleet.Contracts.FineCollection;
using Fleet.Contracts.VehicleRegistry;
using Fleet.Notification.Domain.Messages;
using Fleet.Notification.Domain.Preferring;

namespace Fleet.Notification.Recipients;

/// <summary>What a turn of a recipient did.</summary>
/// <param name="ActorId">The recipient's actor.</param>
/// <param name="Lines">The messages that it was about, as they are now.</param>
/// <param name="Lost">What dead messages told of: it becomes dead letters.</param>
/// <param name="DigestAt">When the recipient's digest goes out; null when nothing waits.</param>
/// <param name="GivenUp">Why the event can never be dealt with as it is; null when it was.</param>
public sealed record RecipientTurn(
    string ActorId, IReadOnlyList<MessageLine> Lines, IReadOnlyList<LostMessage> Lost, DateTimeOffset? DigestAt, string? GivenUp = null);

/// <summary>A fine event whose message no channel took.</summary>
public sealed record LostMessage(string MessageId, FineEvent Fine, string Reason);

/// <summary>What happened to vehicles of one owner.</summary>
public sealed record OwnerAlerts(Owner Owner, IReadOnlyList<VehicleAlertTold> Alerts);

/// <summary>Asks for what is due: a message, or the digest.</summary>
/// <param name="MessageId">The message; null for the digest.</param>
public sealed record DueOrder(string? MessageId);

/// <summary>A channel gave a message back.</summary>
/// <param name="MessageId">The message.</param>
/// <param name="Code">Why: an enhanced status code such as <c>5.1.1</c>; null when unknown.</param>
/// <param name="Kind">One of <see cref="BounceKinds"/>.</param>
/// <param name="Channel">The channel that gave it back: what another has delivered since stays delivered; null: whichever delivered it.</param>
public sealed record BounceOrder(string MessageId, string? Code, string Kind = BounceKinds.Hard, string? Channel = null);

/// <summary>Asks for a message.</summary>
public sealed record MessageWanted(string MessageId);

/// <summary>A message; null when there is none of that id.</summary>
public sealed record MessageFound(Message? Message);

/// <summary>What a recipient wants; null when they never said.</summary>
public sealed record PreferencesFound(Preferences? Preferences);

/// <summary>Asks to erase what is personal in the messages named, and preferences and addresses.</summary>
public sealed record EraseOrder(IReadOnlyList<string> MessageIds);

/// <summary>What was erased.</summary>
/// <param name="Turn">The messages that lost their content.</param>
/// <param name="Open">Required messages still on their way: while there are any, nothing is erased.</param>
public sealed record Erased(RecipientTurn Turn, IReadOnlyList<string> Open);

/// <summary>What would be told of an event.</summary>
/// <param name="RecipientId">To whom; null when nobody is known.</param>
/// <param name="Messages">The messages that it would make, or has made already.</param>
/// <param name="Obstacle">Why it can never be told as it is; null when it can.</param>
public sealed record TellingPlan(string? RecipientId, IReadOnlyList<PlannedMessage> Messages, string? Obstacle);

/// <summary>A message that would be sent. Holds no address and no content.</summary>
/// <param name="MessageId">Id of the message.</param>
/// <param name="State">The state that it would begin in; of one that was made already, its state.</param>
/// <param name="Reason">Why it would not be sent; null when it would.</param>
/// <param name="Required">Whether the law requires it.</param>
/// <param name="Channels">The channels to try, in order.</param>
/// <param name="Template">The template that it is written by on the first channel; null when nothing is written.</param>
/// <param name="Locale">Its language.</param>
/// <param name="Version">Version of the template.</param>
/// <param name="Subject">What its subject would be.</param>
public sealed record PlannedMessage(
    string MessageId, string State, string? Reason, bool Required, IReadOnlyList<string> Channels, string? Template, string? Locale, int? Version, string? Subject)
{
    /// <summary>The plan of a message.</summary>
    public static PlannedMessage Of(Message message) => new(
        message.Id, message.State, message.Reason, message.Required, [.. message.Legs.Select(leg => leg.Channel)],
        message.Written?.Template, message.Written?.Locale, message.Written?.Version, message.Written?.Subject);
}
