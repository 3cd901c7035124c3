namespace Fleet.Runtime.PubSub;

/// <summary>One topic in memory: what its groups still have to take.</summary>
internal sealed class BrokerTopic(string name, TimeProvider time) : IAsyncDisposable
{
    // So many messages keep their bytes in memory; those of a longer queue are read from the disk when their turn comes.
    private const int MaxPayloads = 1024;

    private readonly Lock gate = new();
    private readonly Dictionary<string, BrokerGroup> groups = new(StringComparer.Ordinal);
    private readonly Dictionary<long, RetainedMessage> retained = [];
    private int length;

    /// <summary>Keeps room for messages that are about to be stored.</summary>
    /// <exception cref="BrokerFullException">There is none.</exception>
    public void Reserve(int messages, int limit)
    {
        lock (gate)
        {
            if (length + messages > limit)
                throw new BrokerFullException(name);
            length += messages;
        }
    }

    /// <summary>Gives room back: the messages were not stored.</summary>
    public void Free(int messages)
    {
        lock (gate)
            length -= messages;
    }

    /// <summary>Hands stored messages to all groups. Room for them was reserved.</summary>
    public void Add(IReadOnlyList<long> ids, IReadOnlyList<BrokerMessage> messages)
    {
        lock (gate)
        {
            for (var i = 0; i < ids.Count; i++)
            {
                var message = new RetainedMessage(ids[i], retained.Count < MaxPayloads ? messages[i] : null);
                retained.Add(message.Id, message);
                foreach (var group in groups.Values)
                    Hand_NeedsLock(message, group);
            }
        }
    }

    /// <summary>The group of that name; a new one gets all that is still there.</summary>
    public BrokerGroup Join(string group, long id)
    {
        lock (gate)
        {
            if (groups.TryGetValue(group, out var known))
                return known;
            var joined = groups[group] = new BrokerGroup(id, group, time);
            foreach (var message in retained.Values.OrderBy(message => message.Id))
                Hand_NeedsLock(message, joined);
            return joined;
        }
    }

    /// <summary>Takes over a message that lies in the file, for the groups that have not taken it.</summary>
    public void Restore(long id, Func<long, bool> isTakenBy)
    {
        lock (gate)
        {
            length++;
            var message = retained[id] = new RetainedMessage(id, payload: null);
            foreach (var group in groups.Values.Where(group => !isTakenBy(group.Id)))
                Hand_NeedsLock(message, group);
        }
    }

    /// <summary>A group has taken a message.</summary>
    public Acknowledgement Take(RetainedMessage message, BrokerGroup group)
    {
        lock (gate)
        {
            var isLast = --message.Remaining == 0;
            if (isLast && retained.Remove(message.Id))
                length--;
            return new Acknowledgement(message.Id, group.Id, isLast);
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var group in groups.Values)
            await group.DisposeAsync();
    }

    private static void Hand_NeedsLock(RetainedMessage message, BrokerGroup group)
    {
        message.Remaining++;
        group.Add(new PendingDelivery(message));
    }
}
