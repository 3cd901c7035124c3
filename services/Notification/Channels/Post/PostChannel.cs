using Dapr.Actors.Client;
using Fleet.Notification.Domain.Letters;
using Microsoft.Extensions.Options;

namespace Fleet.Notification.Channels.Post;

/// <summary>Letters: they wait in the print book until somebody fetches a file of them.</summary>
public sealed class PostChannel(IActorProxyFactory actors, IOptions<ChannelOptions> options, TimeProvider time) : IChannel
{
    /// <summary>The address is missing or incomplete.</summary>
    public const string NoAddress = "no_address";

    private const int FewestLines = 3;

    /// <inheritdoc/>
    public string Name => ChannelNames.Post;

    /// <inheritdoc/>
    public async Task<SendResult> Send(OutgoingMessage message, CancellationToken cancellation)
    {
        var (content, address) = (message.Content, message.Address.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
        if (address.Length < FewestLines) return new SendResult(Taken: false, Name, NoAddress);
        var letter = new Letter(
            message.MessageId, message.RecipientId, address, options.Value.Post.SenderLines, content.Locale, content.Subject, content.Text,
            PaymentCode.Of(message.Fine), time.GetUtcNow());
        await PrintBook.Of(actors).InvokeMethodAsync(nameof(IPrintBook.Add), letter, cancellation);
        return new SendResult(Taken: true, Name, null);
    }
}
