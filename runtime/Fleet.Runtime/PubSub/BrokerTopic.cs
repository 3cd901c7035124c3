namespace Fleet.Runtime.PubSub;

/// <summary>
/// One topic: gives messages their places, starts to store them, and hands them to the groups while they are being stored.
/// Its lock guards its groups as well.
/// </summary>
internal sealed class BrokerTopic(string name, SqliteBroker broker) : IAsyncDisposable
{
    private readonly Dictionary<string, BrokerGroup> groups = new(StringComparer.Ordinal);
    private readonly Queue<(long First, Task Stored)> storing = new();
    private long length;

    /// <summary>Its name.</summary>
    public string Name => name;

    /// <summary>Guards the topic and its groups.</summary>
    public Lock Gate { get; } = new();

    /// <summary>Id of the last message that was published.</summary>
    public long Last { get; private set; }

    /// <summary>How many groups it has ever had.</summary>
    public int GroupCount
    {
        get
        {
            lock (Gate)
                return groups.Count;
        }
    }

    /// <summary>No message up to this id is on its way to the file any more.</summary>
    public long StoredUpTo_NeedsLock
    {
        get
        {
            Settle_NeedsLock();
            return storing.TryPeek(out var next) ? next.First - 1 : Last;
        }
    }

    /// <summary>Takes messages; they are durable when the task completes, and on their way to the groups before that.</summary>
    /// <exception cref="BrokerFullException">The topic holds <paramref name="limit"/> messages.</exception>
    public async Task PublishAsync(IReadOnlyList<BrokerMessage> messages, long limit)
    {
        Task stored;
        lock (Gate)
        {
            if (length + messages.Count > limit)
                throw new BrokerFullException(name);
            length += messages.Count;
            stored = Hand_NeedsLock(messages);
        }

        try
        {
            await stored;
        }
        catch
        {
            Free(messages.Count);
            throw;
        }
        finally
        {
            CatchUp();
        }
    }

    /// <summary>So many messages have left the file, or never came there.</summary>
    public void Free(long messages)
    {
        lock (Gate)
            length -= messages;
    }

    /// <summary>The group of that name; a new one gets all that is still there.</summary>
    public BrokerGroup Join(string group, long id)
    {
        lock (Gate)
        {
            if (!groups.TryGetValue(group, out var joined))
                joined = groups[group] = new BrokerGroup(id, this, broker);
            joined.CatchUp_NeedsLock();
            return joined;
        }
    }

    /// <summary>Takes over what lies in the file.</summary>
    public void Restore(long messages, long last)
    {
        lock (Gate)
            (length, Last) = (messages, last);
    }

    /// <summary>What its groups have before them.</summary>
    public IReadOnlyList<BrokerCount> Counts()
    {
        lock (Gate)
            return [.. groups.Select(group => group.Value.Count_NeedsLock(group.Key))];
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var group in groups.Values)
            await group.DisposeAsync();
    }

    private Task Hand_NeedsLock(IReadOnlyList<BrokerMessage> messages)
    {
        var first = broker.TakeIds(messages.Count);
        Last = first + messages.Count - 1;
        // What may have been delivered already must not be withdrawn by its publisher.
        var stored = broker.Engine.WriteAsync(connection => SqliteBrokerTable.Insert(connection, name, first, messages), CancellationToken.None);
        Settle_NeedsLock();
        storing.Enqueue((first, stored));
        for (var i = 0; i < messages.Count; i++)
        {
            foreach (var group in groups.Values)
                group.Offer_NeedsLock(new PendingDelivery(first + i, messages[i], stored));
        }

        return stored;
    }

    private void Settle_NeedsLock()
    {
        while (storing.TryPeek(out var oldest) && oldest.Stored.IsCompleted)
            storing.Dequeue();
    }

    private void CatchUp()
    {
        lock (Gate)
        {
            foreach (var group in groups.Values)
                group.CatchUp_NeedsLock();
        }
    }
}

/// <summary>What a group has before it.</summary>
/// <param name="Unread">The last message that has been in memory, when more lie in the file behind it; null: none do.</param>
internal sealed record BrokerCount(string Topic, string Group, long Id, long InMemory, int InFlight, long? Unread);
