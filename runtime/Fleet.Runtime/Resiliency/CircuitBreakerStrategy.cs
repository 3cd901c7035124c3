using Polly;

namespace Fleet.Runtime.Resiliency;

/// <summary>A <see cref="CircuitBreaker"/> as a part of a Polly pipeline. As in daprd, a caller who goes away counts as a failure.</summary>
internal sealed class CircuitBreakerStrategy(CircuitBreaker breaker, PolicyActivity activity) : ResilienceStrategy<Attempt>
{
    /// <inheritdoc/>
    protected override async ValueTask<Outcome<Attempt>> ExecuteCore<TState>(
        Func<ResilienceContext, TState, ValueTask<Outcome<Attempt>>> callback, ResilienceContext context, TState state)
    {
        if (!breaker.TryEnter(out var ticket, out var now, out var hasChanged))
        {
            activity.Rejected();
            return Outcome.FromException<Attempt>(new CircuitOpenException(activity.Target, now));
        }

        if (hasChanged)
            activity.BreakerBecame(now);
        var outcome = await callback(context, state);
        if (breaker.Report(ticket, outcome.Exception is null && !outcome.Result.HasFailed) is { } next)
            activity.BreakerBecame(next);
        return outcome;
    }
}
