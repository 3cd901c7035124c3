using Fleet.Runtime.Hosting;

namespace Fleet.Runtime.Scheduler;

/// <summary>The one scheduler of a runtime.</summary>
internal static class SchedulerEngine
{
    /// <summary>The scheduler that all sidecars share; durable when the runtime has a scheduler database.</summary>
    public static DurableScheduler Of(SharedServices shared) => shared.Engine("scheduler", () =>
        new DurableScheduler(new MemoryScheduleStore(), shared.Time, shared.Logs.CreateLogger("fleet.runtime.scheduler")));
}
