using Dapr.Client;
using Fleet.Contracts;
using Fleet.Notification.Channels.Components;
using Microsoft.Extensions.Options;

namespace Fleet.Notification.Channels;

/// <summary>A text message as it is posted.</summary>
/// <param name="MessageId">The same at every attempt.</param>
/// <param name="To">Number, E.164.</param>
/// <param name="Text">What it says.</param>
/// <param name="Locale">Language.</param>
public sealed record SmsBody(string MessageId, string To, string Text, string Locale);

/// <summary>Text messages, through the output bindings <c>sms</c> and <c>sms-backup</c>.</summary>
public sealed class SmsChannel(DaprClient dapr, IOptions<ChannelOptions> options, TimeProvider time) : IChannel
{
    private readonly Posting posting = new(dapr, options.Value.Sms, [ComponentNames.Sms, ComponentNames.SmsBackup], time);

    /// <inheritdoc/>
    public string Name => ChannelNames.Sms;

    /// <inheritdoc/>
    public Task<SendResult> Send(OutgoingMessage message, CancellationToken cancellation) =>
        posting.Send(message.MessageId, new SmsBody(message.MessageId, message.Address, message.Content.Text, message.Content.Locale), cancellation);
}
