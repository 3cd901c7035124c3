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

    private readonly PriorityQueue<PendingDelivery, long> fresh = new();
    private readonly Queue<PendingDelivery> returned = new();
    private bool tookReturned;
    private long bytes;

    /// <summary>No more may come in from behind.</summary>
    public bool IsFull => fresh.Count >= MaxMessages || bytes >= MaxBytes;

    /// <summary>It is time to read on.</summary>
    public bool IsLow => fresh.Count <= MaxMessages / 4 && bytes <= MaxBytes / 4;

    /// <summary>Messages in it.</summary>
    public int Count => fresh.Count + returned.Count;

    public void Add(PendingDelivery delivery)
    {
        if (delivery.Failures > 0)
        {
            returned.Enqueue(delivery);
            return;
        }

        fresh.Enqueue(delivery, delivery.Id);
        bytes += delivery.Size;
    }

    /// <summary>Those that come back and the others take turns: however many fail for ever, the others are not held up.</summary>
    public PendingDelivery Take()
    {
        tookReturned = returned.Count > 0 && (!tookReturned || fresh.Count == 0);
        if (tookReturned)
            return returned.Dequeue();
        var delivery = fresh.Dequeue();
        bytes -= delivery.Size;
        return delivery;
    }
}
