using Fleet.Contracts;
using Fleet.Notification.Bounces;
using Fleet.Notification.Channels.Components;
using Microsoft.Extensions.Options;

namespace Fleet.Notification.Channels;

/// <summary>Electronic mail, through the output bindings <c>mail</c> and <c>mail-backup</c>.</summary>
public sealed class EmailChannel(Mailer mailer, BadAddresses bad, IOptions<ChannelOptions> options, TimeProvider time) : IChannel
{
    /// <summary>Mail to the address came back for good.</summary>
    public const string AddressBounced = "address_bounced";

    private readonly ComponentChain chain = new(options.Value.Email, [ComponentNames.Mail, ComponentNames.MailBackup], BindingFailure.MailRefusal, time);

    /// <inheritdoc/>
    public string Name => ChannelNames.Email;

    /// <inheritdoc/>
    public async Task<SendResult> Send(OutgoingMessage message, CancellationToken cancellation)
    {
        if (bad.Has(message.Address)) return new SendResult(Taken: false, null, AddressBounced);
        var result = await chain.Send((component, stop) => mailer.Send(component, message, stop), cancellation);
        // Mail is never switched off: a sidecar without it lacks it by mistake, which can be mended.
        return result is { Taken: false, Detail: ComponentChain.NotConfigured } ? throw new ChannelFailedException(null, ComponentChain.NotConfigured) : result;
    }
}
