namespace Fleet.Runtime.Actors;

/// <summary>
/// Lets one call at a time into an actor, in the order of arrival. A call that carries the reentrancy id of the call
/// inside comes in at once.
/// </summary>
public sealed class TurnLock(int maxDepth = 32)
{
    private readonly Lock gate = new();
    private readonly LinkedList<Waiter> waiting = new();
    private string? holder;
    private int depth;
    private bool closed;
    private TaskCompletionSource? whenFree;

    /// <summary>A call is inside.</summary>
    public bool IsTaken
    {
        get
        {
            lock (gate)
                return depth > 0;
        }
    }

    /// <summary>Waits for the turn; whoever entered must call <see cref="Leave"/>.</summary>
    /// <param name="reentrancyId">Id of the chain of calls; null: it belongs to none.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public ValueTask<TurnEntry> EnterAsync(string? reentrancyId, CancellationToken cancellationToken)
    {
        Waiter waiter;
        lock (gate)
        {
            if (depth > 0 && reentrancyId is not null && reentrancyId == holder)
                return new(depth >= maxDepth ? TurnEntry.TooDeep : Enter_NeedsLock(reentrancyId));
            if (closed)
                return new(TurnEntry.Closed);
            if (depth == 0)
                return new(Enter_NeedsLock(reentrancyId));
            waiter = new Waiter(reentrancyId);
            waiting.AddLast(waiter.Node);
        }

        return new(WaitAsync(waiter, cancellationToken));
    }

    /// <summary>Ends a turn, or an inner call of it.</summary>
    public void Leave()
    {
        lock (gate)
        {
            if (--depth > 0)
                return;
            holder = null;
            if (waiting.First?.Value is { } next)
            {
                waiting.RemoveFirst();
                Enter_NeedsLock(next.ReentrancyId);
                next.SetResult(TurnEntry.Entered);
                return;
            }

            whenFree?.TrySetResult();
        }
    }

    /// <summary>Closes it if nobody is inside or waits.</summary>
    public bool TryClose()
    {
        lock (gate)
        {
            if (depth > 0)
                return false;
            closed = true;
            return true;
        }
    }

    /// <summary>Lets nobody in any more; who waits is sent away. Completes when the call inside has left.</summary>
    public Task CloseAsync()
    {
        lock (gate)
        {
            closed = true;
            foreach (var waiter in waiting)
                waiter.SetResult(TurnEntry.Closed);
            waiting.Clear();
            if (depth == 0)
                return Task.CompletedTask;
            whenFree ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return whenFree.Task;
        }
    }

    private TurnEntry Enter_NeedsLock(string? reentrancyId)
    {
        holder = reentrancyId;
        depth++;
        return TurnEntry.Entered;
    }

    private async Task<TurnEntry> WaitAsync(Waiter waiter, CancellationToken cancellationToken)
    {
        await using var registration = cancellationToken.UnsafeRegister(_ => GiveUp(waiter, cancellationToken), null);
        return await waiter.Task;
    }

    private void GiveUp(Waiter waiter, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            if (waiter.Node.List is null)
                return;
            waiting.Remove(waiter.Node);
            waiter.SetCanceled(cancellationToken);
        }
    }

    private sealed class Waiter : TaskCompletionSource<TurnEntry>
    {
        public Waiter(string? reentrancyId)
            : base(TaskCreationOptions.RunContinuationsAsynchronously)
        {
            ReentrancyId = reentrancyId;
            Node = new LinkedListNode<Waiter>(this);
        }

        public string? ReentrancyId { get; }
        public LinkedListNode<Waiter> Node { get; }
    }
}

/// <summary>Whether a call got its turn.</summary>
public enum TurnEntry
{
    /// <summary>It is inside.</summary>
    Entered,

    /// <summary>The actor is being deactivated, or moves to another host.</summary>
    Closed,

    /// <summary>The chain of reentrant calls is as long as it may be.</summary>
    TooDeep,
}
