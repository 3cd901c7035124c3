using Dapr.Client;
using Fleet.Contracts;
using Fleet.Notification.Channels.Components;
using Microsoft.Extensions.Options;

namespace Fleet.Notification.Channels;

/// <summary>A chat message as it is posted.</summary>
/// <param name="MessageId">The same at every attempt.</param>
/// <param name="ChatId">The chat.</param>
/// <param name="Subject">Its first line.</param>
/// <param name="Text">What it says.</param>
/// <param name="Locale">Language.</param>
public sealed record ChatBody(string MessageId, string ChatId, string Subject, string Text, string Locale);

/// <summary>Chat, through the output bindings <c>chat</c> and <c>chat-backup</c>.</summary>
public sealed class ChatChannel(DaprClient dapr, IOptions<ChannelOptions> options, TimeProvider time) : IChannel
{
    private readonly Posting posting = new(dapr, options.Value.Chat, [ComponentNames.Chat, ComponentNames.ChatBackup], time);

    /// <inheritdoc/>
    public string Name => ChannelNames.Chat;

    /// <inheritdoc/>
    public Task<SendResult> Send(OutgoingMessage message, CancellationToken cancellation)
    {
        var content = message.Content;
        return posting.Send(message.MessageId, new ChatBody(message.MessageId, message.Address, content.Subject, content.Text, content.Locale), cancellation);
    }
}
