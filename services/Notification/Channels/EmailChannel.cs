using Fleet.Contracts;

namespace Fleet.Notification.Channels;

/// <summary>Electronic mail, through the output binding <c>mail</c>.</summary>
public sealed class EmailChannel(Mailer mailer) : IChannel
{
    /// <inheritdoc/>
    public string Name => ChannelNames.Email;

    /// <inheritdoc/>
    public async Task<SendResult> Send(OutgoingMessage message, CancellationToken cancellation)
    {
        var content = message.Content;
        await mailer.Send(message.Address, content.Subject, content.Html ?? content.Text, cancellation);
        return new SendResult(Taken: true, ComponentNames.Mail, null);
    }
}
