namespace Fleet.Runtime.Sqlite;

/// <summary>What waits for the writer: whoever asks takes all of it at once. Bounded; a full queue lets callers wait.</summary>
internal sealed class WriteQueue(int limit)
{
    private readonly object gate = new();
    private List<PendingWrite> waiting = [];
    private TaskCompletionSource? room;
    private bool closed;

    /// <summary>Adds a write when there is room; at once when there is, so that one caller's writes keep their order.</summary>
    /// <exception cref="ObjectDisposedException">The queue is closed.</exception>
    public ValueTask AddAsync(PendingWrite write, CancellationToken cancellationToken) =>
        TryAdd(write, out var full) ? ValueTask.CompletedTask : WaitAndAddAsync(full, write, cancellationToken);

    /// <summary>Waits for writes and takes all; false when the queue is closed and empty.</summary>
    /// <param name="group">An empty list; it comes back with the writes.</param>
    public bool TakeAll(ref List<PendingWrite> group)
    {
        lock (gate)
        {
            while (waiting.Count == 0)
            {
                if (closed)
                    return false;
                Monitor.Wait(gate);
            }

            (group, waiting) = (waiting, group);
            room?.SetResult();
            room = null;
            return true;
        }
    }

    /// <summary>Takes no more; what waits is still done.</summary>
    public void Close()
    {
        lock (gate)
        {
            closed = true;
            Monitor.Pulse(gate);
        }
    }

    private async ValueTask WaitAndAddAsync(Task full, PendingWrite write, CancellationToken cancellationToken)
    {
        do
        {
            await full.WaitAsync(cancellationToken);
        }
        while (!TryAdd(write, out full));
    }

    private bool TryAdd(PendingWrite write, out Task full)
    {
        full = Task.CompletedTask;
        lock (gate)
        {
            ObjectDisposedException.ThrowIf(closed, typeof(SqliteEngine));
            if (waiting.Count >= limit)
            {
                room ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                full = room.Task;
                return false;
            }

            waiting.Add(write);
            if (waiting.Count == 1)
                Monitor.Pulse(gate);
            return true;
        }
    }
}
