using Fleet.ServiceDefaults;

namespace Fleet.VehicleTracking.Live;

/// <summary>How many clients watch this instance.</summary>
public sealed class LiveWatchers
{
    private const int Most = 1_000;
    private int count;

    public int Count => Volatile.Read(ref count);

    /// <summary>One more, until it is disposed of.</summary>
    /// <exception cref="RequestRefusedException">503: there are too many.</exception>
    public IDisposable Enter()
    {
        if (Interlocked.Increment(ref count) <= Most) return new Watcher(this);
        Interlocked.Decrement(ref count);
        throw new RequestRefusedException(StatusCodes.Status503ServiceUnavailable, "too_many_watchers", $"{Most} clients watch already; try again.");
    }

    private sealed class Watcher(LiveWatchers all) : IDisposable
    {
        public void Dispose() => Interlocked.Decrement(ref all.count);
    }
}
