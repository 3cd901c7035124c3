namespace Fleet.Runtime.Telemetry;

/// <summary>How many spans of a sidecar are not over. A caller has its answer a moment before the span of its call ends.</summary>
internal sealed class OpenSpans
{
    private readonly TaskCompletionSource none = new(TaskCreationOptions.RunContinuationsAsynchronously);

    // One for the sidecar itself, which begins no more once it waits.
    private int count = 1;

    public void Begin() => Interlocked.Increment(ref count);

    public void End()
    {
        if (Interlocked.Decrement(ref count) == 0)
            none.TrySetResult();
    }

    /// <summary>Waits until there are none, at most so long.</summary>
    public async Task WaitAsync(TimeSpan atMost, TimeProvider time)
    {
        End();
        using var patience = new CancellationTokenSource(atMost, time);
        await none.Task.WaitAsync(patience.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
