namespace Fleet.Runtime.Scheduler;

/// <summary>Work that goes on by itself and that the end must wait for.</summary>
internal sealed class BackgroundTasks
{
    private readonly HashSet<Task> running = [];
    private readonly Lock gate = new();

    /// <summary>Starts work on another thread; it must see to its own failures.</summary>
    public void Start(Func<Task> work)
    {
        lock (gate)
        {
            var task = Task.Run(work);
            running.Add(task);
            _ = task.ContinueWith(Forget, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        }
    }

    /// <summary>Completes when what runs now has ended.</summary>
    public Task WhenDoneAsync()
    {
        lock (gate)
            return Task.WhenAll(running);
    }

    private void Forget(Task task)
    {
        lock (gate)
            running.Remove(task);
    }
}
