namespace Fleet.Runtime.PubSub;

/// <summary>
/// The queue of one consumer group on one topic: what is ready, oldest first, and what waits to come again. The lock is the
/// topic's.
/// </summary>
internal sealed class BrokerGroup : IAsyncDisposable
{
    private const int MaxDelayed = 100_000;

    // So many of them keep their bytes in memory; the others' lie in the file only.
    private const int MaxKept = 1000;
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(100);

    private readonly BrokerTopic topic;
    private readonly BrokerBacklog backlog;
    private readonly PriorityQueue<PendingDelivery, DateTimeOffset> delayed = new();
    private readonly SemaphoreSlim available = new(0);
    private readonly TimeProvider time;
    private readonly ITimer timer;
    private int inFlight;

    public BrokerGroup(long id, BrokerTopic topic, SqliteBroker broker)
    {
        Id = id;
        this.topic = topic;
        time = broker.Time;
        backlog = new BrokerBacklog(this, topic, broker);
        timer = time.CreateTimer(_ => ReleaseDue(), state: null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Its row.</summary>
    public long Id { get; }

    /// <summary>What is in memory, ready to be delivered.</summary>
    public BrokerWindow Window_NeedsLock { get; } = new();

    /// <summary>So many more are being delivered, or less.</summary>
    public void Delivering(int more) => Interlocked.Add(ref inFlight, more);

    /// <summary>What it has before it.</summary>
    public BrokerCount Count_NeedsLock(string name) =>
        new(topic.Name, name, Id, Window_NeedsLock.Count + delayed.Count, Volatile.Read(ref inFlight), backlog.Unread_NeedsLock);

    /// <summary>Takes a message that has just been published; leaves it to the file when memory holds enough.</summary>
    public void Offer_NeedsLock(PendingDelivery delivery)
    {
        if (backlog.Takes_NeedsLock(delivery.Id))
            Ready_NeedsLock(delivery);
    }

    /// <summary>Makes a message ready.</summary>
    public void Ready_NeedsLock(PendingDelivery delivery)
    {
        Window_NeedsLock.Add(delivery);
        available.Release();
    }

    /// <summary>Reads on in the file when it is time to.</summary>
    public void CatchUp_NeedsLock() => backlog.CatchUp_NeedsLock();

    /// <summary>Waits for a message and takes it, and more of them that come within <paramref name="maxAwait"/>.</summary>
    public async Task<List<PendingDelivery>> TakeAsync(int max, TimeSpan maxAwait, CancellationToken cancellationToken)
    {
        await available.WaitAsync(cancellationToken);
        var taken = new List<PendingDelivery>(Math.Min(max, 16)) { Next() };
        while (taken.Count < max && available.Wait(0, CancellationToken.None))
            taken.Add(Next());
        if (taken.Count < max && maxAwait > TimeSpan.Zero && max > 1)
            await TakeMoreAsync(taken, max, maxAwait, cancellationToken);
        return taken;
    }

    /// <summary>
    /// Takes a message back that was not processed: the first time it is ready at once, then after growing pauses. When
    /// too many wait already, the caller waits with it.
    /// </summary>
    public async Task FailAsync(PendingDelivery delivery, TimeSpan longestPause, CancellationToken cancellationToken)
    {
        var pause = Pause(delivery.Failures++, longestPause);
        if (pause > TimeSpan.Zero && TryDelay(delivery, pause))
            return;
        // Not even the end of the subscription may lose it: it is ready for whoever subscribes next.
        await Task.Delay(pause, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        lock (topic.Gate)
            Ready_NeedsLock(delivery);
    }

    public async ValueTask DisposeAsync()
    {
        await backlog.DisposeAsync();
        await timer.DisposeAsync();
        available.Dispose();
    }

    private static TimeSpan Pause(int failuresBefore, TimeSpan longest)
    {
        if (failuresBefore == 0)
            return TimeSpan.Zero;
        var pause = FirstPause * Math.Pow(2, Math.Min(failuresBefore - 1, 20));
        return pause < longest ? pause : longest;
    }

    private async Task TakeMoreAsync(List<PendingDelivery> taken, int max, TimeSpan maxAwait, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(maxAwait, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        while (taken.Count < max)
        {
            try
            {
                await available.WaitAsync(either.Token);
            }
            catch (OperationCanceledException)
            {
                // What was taken is delivered, whether time is up or the subscription ends.
                return;
            }

            taken.Add(Next());
        }
    }

    private PendingDelivery Next()
    {
        lock (topic.Gate)
        {
            var next = Window_NeedsLock.Take();
            backlog.CatchUp_NeedsLock();
            return next;
        }
    }

    private bool TryDelay(PendingDelivery delivery, TimeSpan pause)
    {
        lock (topic.Gate)
        {
            if (delayed.Count >= MaxDelayed)
                return false;
            delivery.Shrink(delayed.Count < MaxKept);
            delayed.Enqueue(delivery, time.GetUtcNow() + pause);
            Arm_NeedsLock();
            return true;
        }
    }

    private void ReleaseDue()
    {
        lock (topic.Gate)
        {
            var now = time.GetUtcNow();
            while (delayed.TryPeek(out var delivery, out var due) && due <= now)
            {
                delayed.Dequeue();
                Ready_NeedsLock(delivery);
            }

            Arm_NeedsLock();
        }
    }

    private void Arm_NeedsLock()
    {
        if (!delayed.TryPeek(out _, out var due))
            return;
        // A timer counts whole milliseconds: rounded up, it does not fire just before its time.
        var wait = Math.Max(1, Math.Ceiling((due - time.GetUtcNow()).TotalMilliseconds));
        timer.Change(TimeSpan.FromMilliseconds(wait), Timeout.InfiniteTimeSpan);
    }
}
