#nullable enable
namespace Dapr.Actors.Runtime;

/// <summary>Which times a reminder or a timer may have.</summary>
internal static class ScheduleLimits
{
    public static void Check(TimeSpan dueTime, TimeSpan period, TimeSpan? ttl)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(dueTime, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(period, Timeout.InfiniteTimeSpan);
        if (ttl is { } end)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(end, dueTime, nameof(ttl));
        }
    }
}
