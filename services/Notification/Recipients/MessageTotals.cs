using Fleet.Notification.Channels;
using Fleet.Notification.Domain.Messages;

namespace Fleet.Notification.Recipients;

/// <summary>Names of the totals in <c>/v1/stats</c>.</summary>
public static class MessageTotals
{
    /// <summary>Messages that electronic mail took.</summary>
    public const string MailsDelivered = "mailsDelivered";

    /// <summary>Messages that nobody was told, for a reason.</summary>
    public const string Suppressed = "suppressed";

    /// <summary>The totals that a message counts in: by outcome, and when it is delivered or dead by channel and by template.</summary>
    public static IEnumerable<string> Of(MessageLine line)
    {
        yield return "messages." + line.State;
        if (line.State == MessageStates.Suppressed) yield return Suppressed;
        if (line.State is not (MessageStates.Delivered or MessageStates.Dead)) yield break;
        if (line is { State: MessageStates.Delivered, Channel: ChannelNames.Email }) yield return MailsDelivered;
        if (line.Channel is { } channel) yield return $"channel.{channel}.{line.State}";
        if (line.Template is { } template) yield return $"template.{template}.{line.State}";
    }
}
