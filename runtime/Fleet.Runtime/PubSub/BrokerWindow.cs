namespace Fleet.Runtime.PubSub;

/// <summary>
/// The part of a group's queue that is in memory, oldest first; the rest lies in the file. Bounded by number and by bytes,
/// but for messages that come back. Used under the lock of its topic.
/// </summary>
internal sealed class BrokerWindow
{
    /// <summary>Messages in memory.</summary>
    public const int MaxMessages = 1024;

    /// <summary>Bytes in memory.</summary>
    public const long MaxBytes = 8 * 1024 * 1024;

    private readonly PriorityQueue<PendingDelivery, long> ready = new();
    private long bytes;

    /// <summary>No more may come in from behind.</summary>
    public bool IsFull => ready.Count >= MaxMessages || bytes >= MaxBytes;

    /// <summary>It is time to read on.</summary>
    public bool IsLow => ready.Count <= MaxMessages / 4 && bytes <= MaxBytes / 4;

    /// <summary>Messages in it.</summary>
    public int Count => ready.Count;

    public void Add(PendingDelivery delivery)
    {
        ready.Enqueue(delivery, delivery.Id);
        bytes += delivery.Size;
    }

    public PendingDelivery Take()
    {
        var delivery = ready.Dequeue();
        bytes -= delivery.Size;
        return delivery;
    }
}
