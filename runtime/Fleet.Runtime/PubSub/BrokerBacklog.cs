using Microsoft.Extensions.Logging;

namespace Fleet.Runtime.PubSub;

/// <summary>
/// How far a group has come in the file. While it is behind, what is published goes to the file only, and comes into memory
/// a page at a time, so that a queue of any length takes bounded memory.
/// </summary>
internal sealed class BrokerBacklog(BrokerGroup group, BrokerTopic topic, SqliteBroker broker) : IAsyncDisposable
{
    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource stopping = new();
    private Task reading = Task.CompletedTask;
    private bool isReading;

    // Every message up to here has been in memory. A new group has seen nothing.
    private long seen;
    private bool isBehind = true;

    /// <summary>The last message that has been in memory, when there are more behind it in the file.</summary>
    public long? Unread_NeedsLock => isBehind ? seen : null;

    /// <summary>Whether a message that has just been published comes into memory now.</summary>
    public bool Takes_NeedsLock(long id)
    {
        isBehind |= group.Window_NeedsLock.IsFull;
        if (!isBehind)
            seen = id;
        return !isBehind;
    }

    /// <summary>Reads on when the group is behind and memory has room again.</summary>
    public void CatchUp_NeedsLock()
    {
        if (isReading || !isBehind || stopping.IsCancellationRequested || !group.Window_NeedsLock.IsLow)
            return;
        if (topic.StoredUpTo_NeedsLock > seen)
        {
            isReading = true;
            reading = Task.Run(ReadAsync);
        }
        else
        {
            // What is not stored yet is read when it is: its publisher calls again.
            isBehind = seen < topic.Last;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        await reading;
        stopping.Dispose();
    }

    private async Task ReadAsync()
    {
        try
        {
            while (await ReadPageAsync())
            {
            }
        }
        catch (Exception failure)
        {
            broker.Log.LogWarning(failure, "Cannot read on in the queue of {Topic}; it is tried again", topic.Name);
            await Task.Delay(PauseAfterFailure, broker.Time, stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        lock (topic.Gate)
        {
            isReading = false;
            CatchUp_NeedsLock();
        }
    }

    private async Task<bool> ReadPageAsync()
    {
        long upTo;
        lock (topic.Gate)
            upTo = topic.StoredUpTo_NeedsLock;
        var page = await broker.Engine.ReadAsync(
            connection => SqliteBrokerTable.Page(connection, topic.Name, group.Id, seen, upTo), stopping.Token);
        lock (topic.Gate)
        {
            foreach (var (id, message) in page.Messages)
                group.Ready_NeedsLock(new PendingDelivery(id, message, Task.CompletedTask));
            seen = page.IsLast ? upTo : page.Messages[^1].Id;
            isBehind = seen < topic.Last;
            return isBehind && group.Window_NeedsLock.IsLow && topic.StoredUpTo_NeedsLock > seen && !stopping.IsCancellationRequested;
        }
    }
}
