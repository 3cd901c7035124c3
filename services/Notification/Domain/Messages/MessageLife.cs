using Fleet.Notification.Channels;
using Fleet.Notification.Domain.Preferring;

namespace Fleet.Notification.Domain.Messages;

/// <summary>How a message goes on after an attempt.</summary>
public static class MessageLife
{
    /// <summary>
    /// The message after an attempt: taken, it is delivered; refused for good, the next channel is to try at once; else it waits for the next
    /// step of the ladder, and after the last step for the next channel. When no channel is left it is dead.
    /// </summary>
    /// <param name="message">A message that is not over.</param>
    /// <param name="attempt">What became of the attempt on its current leg.</param>
    /// <param name="ladder">How long to wait after each failure on one channel.</param>
    public static Message After(Message message, Attempt attempt, IReadOnlyList<TimeSpan> ladder)
    {
        var tried = message with { Attempts = [.. message.Attempts, attempt], At = attempt.At, Sequence = message.Sequence + 1 };
        return attempt.Outcome switch
        {
            AttemptOutcomes.Taken => Delivered(tried),
            AttemptOutcomes.Refused => NextLeg(tried, attempt),
            _ when tried.Step < ladder.Count => tried with { State = MessageStates.Pending, Step = tried.Step + 1, NextAt = attempt.At + ladder[tried.Step] },
            _ => NextLeg(tried, attempt),
        };
    }

    /// <summary>The message when a channel that took it gives it back: the next channel is to try, and without one it is dead.</summary>
    public static Message Bounced(Message delivered, Attempt bounce) =>
        NextLeg(delivered with { Attempts = [.. delivered.Attempts, bounce], At = bounce.At, Sequence = delivered.Sequence + 1 }, bounce);

    /// <summary>A message in the place of one that died: it goes on where that one stood in lists and logs.</summary>
    public static Message Again(Message message, Message dead) =>
        message with { CreatedAt = dead.CreatedAt, Sequence = dead.Sequence + 1, Attempts = dead.Attempts };

    /// <summary>The message with what it says.</summary>
    public static Message WrittenAs(Message message, Content content) =>
        message with { Content = content, Written = new Written(content.Template, content.Locale, content.Version, content.Subject) };

    /// <summary>The message when it cannot be written: no attempt helps until the template or the event is corrected.</summary>
    public static Message Unwritable(Message message, string why, DateTimeOffset at) =>
        message with { State = MessageStates.Dead, Reason = why, At = at, NextAt = null, Sequence = message.Sequence + 1 };

    /// <summary>The message without what is personal; one that was still on its way is suppressed.</summary>
    public static Message Erased(Message message, DateTimeOffset at) => message with
    {
        State = message.IsOver ? message.State : MessageStates.Suppressed,
        Reason = message.IsOver ? message.Reason : "erased",
        Legs = [.. message.Legs.Select(leg => leg with { Address = "" })],
        Source = null,
        Content = null,
        NextAt = null,
        Written = message.Written is null ? null : message.Written with { Subject = "" },
        At = at,
        Sequence = message.Sequence + 1,
    };

    private static Message Delivered(Message message) =>
        message with { State = MessageStates.Delivered, Reason = null, NextAt = null, Content = null };

    // What the next channel says is written anew, for its medium.
    private static Message NextLeg(Message tried, Attempt attempt) => WithLetter(tried, attempt) is var message && message.Leg + 1 < message.Legs.Count
        ? message with { State = MessageStates.Pending, Leg = message.Leg + 1, Step = 0, NextAt = attempt.At, Content = null }
        : message with { State = MessageStates.Dead, Reason = Cause(attempt), NextAt = null, Content = null };

    // What the law requires and an address does not take goes by post in the end, wherever a letter can go.
    private static Message WithLetter(Message message, Attempt attempt) =>
        message.Required && message.Leg + 1 >= message.Legs.Count
        && attempt.Outcome is AttemptOutcomes.Refused or AttemptOutcomes.Bounced
        && !message.Legs.Any(leg => leg.Channel == ChannelNames.Post)
        && message.Source?.Fine?.Recipient is { } owner && new Contact(owner, Addresses.None).AddressOn(ChannelNames.Post) is { } address
            ? message with { Legs = [.. message.Legs, new Leg(ChannelNames.Post, address)] }
            : message;

    private static string Cause(Attempt attempt) =>
        attempt.Detail is { } detail ? $"{attempt.Channel} {attempt.Outcome}: {detail}" : $"{attempt.Channel} {attempt.Outcome}";
}
