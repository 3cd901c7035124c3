namespace Fleet.Runtime.PubSub;

/// <summary>How a consumer group takes messages.</summary>
/// <param name="Name">Its name; who shares it competes for messages.</param>
/// <param name="Concurrency">Deliveries at one time.</param>
/// <param name="RedeliverInterval">Longest pause before a message that failed comes again.</param>
internal sealed record BrokerGroupOptions(string Name, int Concurrency, TimeSpan RedeliverInterval);

/// <summary>A message of a topic that not all groups have taken yet.</summary>
/// <param name="id">Rises with the order in which messages were published.</param>
/// <param name="payload">Null when it is on the disk only.</param>
internal sealed class RetainedMessage(long id, BrokerMessage? payload)
{
    public long Id { get; } = id;

    public BrokerMessage? Payload { get; } = payload;

    /// <summary>Groups that have not taken it. Guarded by its topic.</summary>
    public int Remaining { get; set; }
}

/// <summary>A message on its way to one group.</summary>
internal sealed class PendingDelivery(RetainedMessage message)
{
    public RetainedMessage Message { get; } = message;

    /// <summary>Deliveries that failed.</summary>
    public int Failures { get; set; }
}

/// <summary>A group has taken a message.</summary>
/// <param name="Message">The message.</param>
/// <param name="Group">The group.</param>
/// <param name="IsLast">No other group needs the message.</param>
internal readonly record struct Acknowledgement(long Message, long Group, bool IsLast);
