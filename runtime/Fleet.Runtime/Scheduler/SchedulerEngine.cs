using Fleet.Runtime.Hosting;
using Fleet.Runtime.Sqlite;

namespace Fleet.Runtime.Scheduler;

/// <summary>The one scheduler of a runtime.</summary>
internal static class SchedulerEngine
{
    /// <summary>The scheduler that all sidecars share; durable when the runtime has a scheduler database.</summary>
    public static DurableScheduler Of(SharedServices shared) => shared.Engine("scheduler", () =>
    {
        var log = shared.Logs.CreateLogger("fleet.runtime.scheduler");
        IScheduleStore store = shared.Options.SchedulerDatabase is { } path
            ? new SqliteScheduleStore(new SqliteEngine(new SqliteOptions(shared.ResolvePath(path)), log))
            : new MemoryScheduleStore();
        return new DurableScheduler(store, shared.Time, log);
    });
}
