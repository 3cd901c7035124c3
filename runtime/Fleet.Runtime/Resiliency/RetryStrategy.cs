using Fleet.Runtime.Resources;
using Polly;
using Polly.Retry;

namespace Fleet.Runtime.Resiliency;

/// <summary>Dapr's retry policies as Polly's options.</summary>
internal static class RetryStrategy
{
    // Dapr's exponential policy gives up after so long, however many retries it may have left.
    private static readonly TimeSpan LongestGrowing = TimeSpan.FromMinutes(15);
    private static readonly ResiliencePropertyKey<long> StartedAt = new("fleet.retry.started");

    public static RetryStrategyOptions<Attempt> Options(RetrySpec spec, TimeProvider time, Random chance)
    {
        var codes = StatusCodes.Parse(spec.HttpStatusCodes);
        return new RetryStrategyOptions<Attempt>
        {
            MaxRetryAttempts = spec.MaxRetries is >= 0 and var most ? Math.Max(1, most) : int.MaxValue,
            ShouldHandle = args => ValueTask.FromResult(spec.MaxRetries != 0 && IsWorthIt(args.Outcome, codes) && !IsTooLate(spec, args.Context, time)),
            DelayGenerator = args => ValueTask.FromResult<TimeSpan?>(Pause(spec, args.AttemptNumber, chance)),
        };
    }

    private static bool IsWorthIt(Outcome<Attempt> outcome, StatusCodes codes) => outcome.Exception switch
    {
        null => outcome.Result.HasFailed && codes.Contains(outcome.Result.Status),
        CircuitOpenException or OperationCanceledException => false,
        _ => true,
    };

    private static bool IsTooLate(RetrySpec spec, ResilienceContext context, TimeProvider time)
    {
        if (!spec.Exponential)
            return false;
        if (!context.Properties.TryGetValue(StartedAt, out var started))
            context.Properties.Set(StartedAt, started = time.GetTimestamp());
        return time.GetElapsedTime(started) > LongestGrowing;
    }

    private static TimeSpan Pause(RetrySpec spec, int retry, Random chance)
    {
        if (!spec.Exponential)
            return spec.Duration;
        var grown = spec.InitialInterval.TotalMilliseconds * Math.Pow(1.5, Math.Min(retry, 64));
        var bounded = Math.Min(grown, spec.MaxInterval.TotalMilliseconds);
        return TimeSpan.FromMilliseconds(bounded * (0.5 + chance.NextDouble()));
    }
}
