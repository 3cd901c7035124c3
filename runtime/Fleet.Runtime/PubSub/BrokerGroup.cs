namespace Fleet.Runtime.PubSub;

/// <summary>The queue of one consumer group on one topic: what is ready, oldest first, and what waits to come again.</summary>
internal sealed class BrokerGroup : IAsyncDisposable
{
    private const int MaxDelayed = 1000;
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(100);

    private readonly Lock gate = new();
    private readonly PriorityQueue<PendingDelivery, long> ready = new();
    private readonly PriorityQueue<PendingDelivery, DateTimeOffset> delayed = new();
    private readonly SemaphoreSlim available = new(0);
    private readonly TimeProvider time;
    private readonly ITimer timer;

    public BrokerGroup(long id, string name, TimeProvider time)
    {
        Id = id;
        Name = name;
        this.time = time;
        timer = time.CreateTimer(_ => ReleaseDue(), state: null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Its row.</summary>
    public long Id { get; }

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>Makes a message ready.</summary>
    public void Add(PendingDelivery delivery)
    {
        lock (gate)
            ready.Enqueue(delivery, delivery.Message.Id);
        available.Release();
    }

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
        Add(delivery);
    }

    public async ValueTask DisposeAsync()
    {
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
        lock (gate)
            return ready.Dequeue();
    }

    private bool TryDelay(PendingDelivery delivery, TimeSpan pause)
    {
        lock (gate)
        {
            if (delayed.Count >= MaxDelayed)
                return false;
            delayed.Enqueue(delivery, time.GetUtcNow() + pause);
            Arm_NeedsLock();
            return true;
        }
    }

    private void ReleaseDue()
    {
        lock (gate)
        {
            var now = time.GetUtcNow();
            while (delayed.TryPeek(out var delivery, out var due) && due <= now)
            {
                delayed.Dequeue();
                ready.Enqueue(delivery, delivery.Message.Id);
                available.Release();
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
