using Dapr.Actors.Client;

namespace Fleet.Notification.Channels.InApp;

/// <summary>Puts messages into the recipient's inbox, and wakes who watches it.</summary>
public sealed class InAppChannel(IActorProxyFactory actors, InboxBell bell, TimeProvider time) : IChannel
{
    /// <inheritdoc/>
    public string Name => ChannelNames.InApp;

    /// <inheritdoc/>
    public async Task<SendResult> Send(OutgoingMessage message, CancellationToken cancellation)
    {
        var content = message.Content;
        var entry = new InboxEntry(message.MessageId, 0, content.Template, content.Locale, content.Subject, content.Text, message.Fine?.FineId, time.GetUtcNow());
        await InboxActor.Of(actors, message.RecipientId).InvokeMethodAsync(nameof(IInboxActor.Put), entry, cancellation);
        bell.Ring(message.RecipientId);
        return new SendResult(Taken: true, Name, null);
    }
}
