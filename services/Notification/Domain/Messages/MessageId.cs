using Fleet.Contracts;

namespace Fleet.Notification.Domain.Messages;

/// <summary>
/// Ids of messages: <c>msg_DIGITS~ACTOR</c>, for a copy <c>msg_DIGITS.CHANNEL~ACTOR</c>. The digits are derived from the event, and the actor is where
/// the recipient's messages are kept: so an id leads to its message without a look into any list.
/// </summary>
public static class MessageId
{
    /// <summary>The message of an event.</summary>
    public static string Of(string eventId, string actorId) => KeyOf(eventId) + "~" + actorId;

    /// <summary>Its copy on another channel.</summary>
    public static string CopyOf(string id, string channel) => id.Replace("~", "." + channel + "~", StringComparison.Ordinal);

    /// <summary>Whether it is a copy's.</summary>
    public static bool IsCopy(string id) => id.IndexOf('.', StringComparison.Ordinal) is > 0 and var dot && dot < id.IndexOf('~', StringComparison.Ordinal);

    /// <summary>What the messages of an event are kept by.</summary>
    public static string KeyOf(string eventId) => DerivedId.Of("msg", eventId);

    /// <summary>Where a message is kept: its actor and its key there; null when it is no id of a message.</summary>
    public static (string ActorId, string Key)? PlaceOf(string id)
    {
        var end = id.IndexOf('~', StringComparison.Ordinal);
        if (end < 0 || end == id.Length - 1 || !id.StartsWith("msg_", StringComparison.Ordinal)) return null;
        var dot = id.IndexOf('.', StringComparison.Ordinal);
        return (id[(end + 1)..], id[..(dot > 0 && dot < end ? dot : end)]);
    }
}
