namespace Fleet.Runtime.PubSub;

/// <summary>How a consumer group takes messages.</summary>
/// <param name="Name">Its name; who shares it competes for messages.</param>
/// <param name="Concurrency">Deliveries at one time.</param>
/// <param name="RedeliverInterval">Longest pause before a message that failed comes again.</param>
/// <param name="ProcessingTimeout">How long a delivery may take before it counts as failed.</param>
internal sealed record BrokerGroupOptions(string Name, int Concurrency, TimeSpan RedeliverInterval, TimeSpan ProcessingTimeout);

/// <summary>A message on its way to one group.</summary>
/// <param name="id">Rises with the order in which messages of a topic were published.</param>
/// <param name="message">Its bytes.</param>
/// <param name="stored">Completes when it is in the file; delivery does not wait for that, acknowledgement does.</param>
internal sealed class PendingDelivery(long id, BrokerMessage message, Task stored)
{
    // A message that waits to come again keeps its bytes in memory up to this size.
    private const int LargestKept = 16 * 1024;

    public long Id { get; } = id;

    /// <summary>Null while its bytes lie in the file only.</summary>
    public BrokerMessage? Message { get; set; } = message;

    public Task Stored { get; } = stored;

    /// <summary>Bytes that it takes in memory.</summary>
    public long Size => Message?.Data.Length ?? 0;

    /// <summary>Deliveries that failed.</summary>
    public int Failures { get; set; }

    /// <summary>Lets go of bytes that are not needed soon; a few may stay when <paramref name="mayKeep"/>.</summary>
    public void Shrink(bool mayKeep)
    {
        if ((Size > LargestKept || !mayKeep) && Stored.IsCompletedSuccessfully)
            Message = null;
    }
}

/// <summary>A group has taken a message of a topic.</summary>
internal readonly record struct Acknowledgement(BrokerTopic Topic, long Message, long Group);
