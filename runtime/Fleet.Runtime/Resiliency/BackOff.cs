using Fleet.Runtime.Resources;

namespace Fleet.Runtime.Resiliency;

/// <summary>The pauses between the tries of one call: equal ones, or growing ones that vary by half and end after 15 minutes.</summary>
internal struct BackOff(RetrySpec spec, TimeProvider time)
{
    private const double Growth = 1.5;
    private const double Spread = 0.5;

    // An exponential policy gives up after so long, however many retries it may have left.
    private static readonly TimeSpan LongestGrowing = TimeSpan.FromMinutes(15);

    // More than a timer can count is as good as for ever.
    private static readonly TimeSpan Longest = TimeSpan.FromDays(40);

    private readonly long started = time.GetTimestamp();
    private TimeSpan interval = spec.InitialInterval;
    private int retries;

    /// <summary>The pause before the next try; false: there is none.</summary>
    public bool TryNext(out TimeSpan pause)
    {
        pause = spec.Exponential ? Vary(interval) : spec.Duration;
        pause = pause < Longest ? pause : Longest;
        if (spec.MaxRetries is >= 0 and var most && retries >= most)
            return false;
        if (spec.Exponential && time.GetElapsedTime(started) + pause > (spec.MaxElapsed ?? LongestGrowing))
            return false;
        retries++;
        interval = interval >= spec.MaxInterval / Growth ? spec.MaxInterval : interval * Growth;
        return true;
    }

    private static TimeSpan Vary(TimeSpan interval) => interval * (1 - Spread + (2 * Spread * Random.Shared.NextDouble()));
}
