using Fleet.Contracts.VehicleRegistry;
using Fleet.Notification.Domain.Preferring;
using Fleet.Notification.Templates;

namespace Fleet.Notification.Domain.Messages;

/// <summary>Something happened to a recipient's vehicle, or turned out not to have happened.</summary>
/// <param name="EventId">Id of the event; of a withdrawal, of what it withdraws.</param>
/// <param name="News">What happened.</param>
/// <param name="Withdrawn">It did not happen.</param>
public sealed record VehicleAlertTold(string EventId, VehicleNews News, bool Withdrawn);

/// <summary>Decides what is told of vehicles.</summary>
public static class AlertMessages
{
    /// <summary>The messages of an alert; nobody is told of vehicles who did not ask for it.</summary>
    public static MessagePlan Plan(string actorId, Owner owner, VehicleAlertTold alert, Preferences preferences, IReadOnlyList<string> defaults, DateTimeOffset now)
    {
        var category = Categories.AlertsOf(alert.News.Kind);
        var blank = Blank(actorId, owner.OwnerId, alert.EventId, "alert." + alert.News.Kind, category, alert.News.At, now);
        if (alert.Withdrawn) return new MessagePlan([blank with { Reason = "withdrawn" }]);
        if (preferences.Of(category) is not { On: true }) return new MessagePlan([blank with { Reason = FineMessages.Preference }]);
        var source = new MessageSource(preferences.Locale ?? owner.Locale, preferences.TimeZone, Vehicle: alert.News);
        return FineMessages.Routed(blank, preferences, new Contact(owner, preferences.Addresses), source, defaults);
    }

    /// <summary>The digest of what waits in a tray.</summary>
    public static MessagePlan Digest(string actorId, Tray tray, Preferences preferences, IReadOnlyList<string> defaults, DateTimeOffset now)
    {
        if (tray is not { DigestAt: { } due, Owner: { } owner, Digest: { Count: > 0 } digest }) return new MessagePlan([]);
        var eventId = Contracts.DerivedId.Event(actorId, FormattableString.Invariant($"digest {due.UtcTicks} {digest[0].EventId}"));
        var blank = Blank(actorId, owner.OwnerId, eventId, Template, Categories.Digests, now, now);
        var source = new MessageSource(preferences.Locale ?? owner.Locale, preferences.TimeZone, Digest: digest);
        return FineMessages.Routed(blank, preferences, new Contact(owner, preferences.Addresses), source, defaults);
    }

    private const string Template = "digest";

    private static Message Blank(string actorId, string owner, string eventId, string type, string category, DateTimeOffset at, DateTimeOffset now) => new(
        MessageId.Of(eventId, actorId), owner, eventId, null, type, category, Required: false,
        MessageStates.Suppressed, null, [], 0, 0, at, now, now, null, 1, null, null, null, []);
}
