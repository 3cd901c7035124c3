using Dapr.Actors;
using Dapr.Actors.Client;
using Dapr.Actors.Runtime;
using Fleet.Notification.Channels;
using Fleet.Notification.Domain.Messages;
using Fleet.ServiceDefaults.Indexes;

namespace Fleet.Notification.Recipients;

/// <summary>A shard of the lists of all messages.</summary>
public interface IMessageIndex : IActor
{
    Task<IndexTaken> Put(IndexBatch<MessageLine> batch);

    Task<IndexSlice<MessageLine>> Read(IndexRead read);

    Task<IndexHead> Head();
}

/// <inheritdoc cref="IMessageIndex"/>
public sealed class MessageIndex(ActorHost host) : IndexActor<MessageLine>(host), IMessageIndex
{
    private const int Shards = 4;

    /// <summary>Writes and reads the lists.</summary>
    public static IndexClient<MessageLine> Client(IActorProxyFactory actors) => new(actors, nameof(MessageIndex), Shards);

    /// <summary>The list of a fine's messages.</summary>
    public static string OfFine(string fineId) => "fine:" + fineId;

    /// <summary>The list of a recipient's messages.</summary>
    public static string OfRecipient(string recipientId) => "recipient:" + recipientId;

    /// <summary>The shortest list that has everything wanted. What is delivered, and electronic mail, have no lists of their own: they are nearly all.</summary>
    public static string Shortest(string? recipientId, string? fineId, string? state, string? channel) =>
        fineId is not null ? OfFine(fineId)
        : recipientId is not null ? OfRecipient(recipientId)
        : state is not (null or MessageStates.Delivered) ? "state:" + state
        : channel is not (null or ChannelNames.Email) ? "channel:" + channel
        : IndexTerms.All;

    /// <summary>A message as a row of the lists.</summary>
    public static IndexItem<MessageLine> Item(MessageLine line) => new(line.Id, line.Sequence, line.CreatedAt, line, [.. Terms(line)], [.. MessageTotals.Of(line)]);

    private static IEnumerable<string> Terms(MessageLine line)
    {
        if (line.FineId is { } fine) yield return OfFine(fine);
        if (line.RecipientId is { } recipient) yield return OfRecipient(recipient);
        if (line.State != MessageStates.Delivered) yield return "state:" + line.State;
        if (line.Channel is { } channel && channel != ChannelNames.Email) yield return "channel:" + channel;
    }
}
