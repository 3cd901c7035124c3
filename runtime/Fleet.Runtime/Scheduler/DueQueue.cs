namespace Fleet.Runtime.Scheduler;

/// <summary>Things that fall due, earliest first, ties in the order they were added; one timer for all of them.</summary>
public sealed class DueQueue<T> : IDisposable
{
    // A TimeProvider's timer counts at most 49 days; what is further away is looked at again in between.
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(24);

    // It rings up to a millisecond early.
    private static readonly TimeSpan ShortestWait = TimeSpan.FromMilliseconds(1);

    private readonly PriorityQueue<DueEntry<T>, (DateTimeOffset Due, long Number)> heap = new();
    private readonly Lock gate = new();
    private readonly TimeProvider time;
    private readonly Action<T> whenDue;
    private readonly ITimer timer;
    private DateTimeOffset armedFor = DateTimeOffset.MaxValue;
    private long added;
    private int cancelled;
    private bool disposed;

    /// <summary>Calls <paramref name="whenDue"/> for each thing at its time, one after another; it must not block.</summary>
    public DueQueue(TimeProvider time, Action<T> whenDue)
    {
        this.time = time;
        this.whenDue = whenDue;
        timer = time.CreateTimer(_ => Ring(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>How many things wait.</summary>
    public int Count
    {
        get
        {
            lock (gate)
                return heap.Count - cancelled;
        }
    }

    /// <summary>Adds a thing; what is due already comes at once, but never inside this call.</summary>
    public DueEntry<T> Add(T item, DateTimeOffset due)
    {
        var entry = new DueEntry<T>(item);
        lock (gate)
        {
            heap.Enqueue(entry, (due, added++));
            Arm_NeedsLock();
        }

        return entry;
    }

    /// <summary>Takes a thing back; does nothing when it has been due.</summary>
    public void Cancel(DueEntry<T> entry)
    {
        lock (gate)
        {
            if (entry.IsOver)
                return;
            entry.IsOver = true;
            cancelled++;
            if (cancelled > 64 && cancelled > heap.Count / 2)
                Compact_NeedsLock();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (gate)
            disposed = true;
        timer.Dispose();
    }

    private void Ring()
    {
        while (TryTake(out var item))
            whenDue(item);
    }

    private bool TryTake(out T item)
    {
        lock (gate)
        {
            while (!disposed && heap.TryPeek(out var entry, out var at) && (entry.IsOver || at.Due <= time.GetUtcNow()))
            {
                heap.Dequeue();
                if (entry.IsOver)
                {
                    cancelled--;
                    continue;
                }

                entry.IsOver = true;
                item = entry.Item;
                return true;
            }

            armedFor = DateTimeOffset.MaxValue;
            Arm_NeedsLock();
        }

        item = default!;
        return false;
    }

    private void Arm_NeedsLock()
    {
        if (disposed || !heap.TryPeek(out _, out var first) || first.Due >= armedFor)
            return;
        armedFor = first.Due;
        var wait = first.Due - time.GetUtcNow();
        if (wait <= TimeSpan.Zero)
            ThreadPool.UnsafeQueueUserWorkItem(static queue => queue.Ring(), this, preferLocal: false);
        else
            timer.Change(wait < ShortestWait ? ShortestWait : wait > LongestWait ? LongestWait : wait, Timeout.InfiniteTimeSpan);
    }

    private void Compact_NeedsLock()
    {
        var kept = heap.UnorderedItems.Where(item => !item.Element.IsOver).ToArray();
        heap.Clear();
        heap.EnqueueRange(kept);
        cancelled = 0;
    }
}

/// <summary>A thing in a <see cref="DueQueue{T}"/>.</summary>
public sealed class DueEntry<T>(T item)
{
    /// <summary>The thing.</summary>
    public T Item { get; } = item;

    /// <summary>It has been due, or was taken back.</summary>
    internal bool IsOver { get; set; }
}
