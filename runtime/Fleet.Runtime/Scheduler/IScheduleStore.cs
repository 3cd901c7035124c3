namespace Fleet.Runtime.Scheduler;

/// <summary>Where the scheduler keeps its items. Writes of one key take effect in the order of the calls.</summary>
public interface IScheduleStore : IAsyncDisposable
{
    /// <summary>All items.</summary>
    Task<IReadOnlyList<ScheduledItem>> LoadAsync(CancellationToken cancellationToken);

    /// <summary>Adds or replaces an item.</summary>
    Task SaveAsync(ScheduledItem item);

    /// <summary>Removes an item.</summary>
    Task DeleteAsync(string key);
}
