namespace Fleet.Runtime.Hosting;

/// <summary>The API calls that a sidecar is answering: at its end none comes in any more, and those that are in get their answers.</summary>
internal sealed class CallsInProgress
{
    private readonly Lock gate = new();
    private readonly TaskCompletionSource done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int count;
    private bool isClosed;

    /// <summary>Counts a call; false: it came too late.</summary>
    public bool TryEnter()
    {
        lock (gate)
        {
            count += isClosed ? 0 : 1;
            return !isClosed;
        }
    }

    /// <summary>A call has its answer.</summary>
    public void Leave()
    {
        lock (gate)
        {
            count--;
            if (isClosed && count == 0)
                done.TrySetResult();
        }
    }

    /// <summary>Lets none in any more, and waits for those that are in; false: not all ended in time.</summary>
    public async Task<bool> CloseAsync(TimeSpan patience, TimeProvider time, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            isClosed = true;
            if (count == 0)
                done.TrySetResult();
        }

        if (done.Task.IsCompleted)
            return true;
        var late = Task.Delay(patience, time, cancellationToken);
        return await Task.WhenAny(done.Task, late) == done.Task;
    }
}
