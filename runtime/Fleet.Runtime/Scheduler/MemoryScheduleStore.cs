namespace Fleet.Runtime.Scheduler;

/// <summary>Keeps nothing: the scheduler's items end with the runtime.</summary>
internal sealed class MemoryScheduleStore : IScheduleStore
{
    public Task<IReadOnlyList<ScheduledItem>> LoadAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<ScheduledItem>>([]);

    public Task SaveAsync(ScheduledItem item) => Task.CompletedTask;

    public Task DeleteAsync(string key) => Task.CompletedTask;

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
