using Fleet.Notification.Domain.Messages;
using Fleet.Notification.Domain.Preferring;

namespace Fleet.Notification.Recipients;

/// <summary>What is stored of a recipient beside the messages.</summary>
/// <param name="Preferences">What they want; null when they never said.</param>
public sealed record RecipientState(Preferences? Preferences)
{
    /// <summary>Of somebody who was told something, and nothing more.</summary>
    public static RecipientState Fresh { get; } = new(Preferences: null);
}

/// <summary>What is stored of an event: the messages that it made.</summary>
public sealed record ToldEvent(IReadOnlyList<Message> Messages);
