using Polly;

namespace Fleet.Runtime.Resiliency;

/// <summary>A <see cref="CircuitBreaker"/> as a part of a Polly pipeline.</summary>
internal sealed class CircuitBreakerStrategy(string target, CircuitBreaker breaker) : ResilienceStrategy<Attempt>
{
    /// <inheritdoc/>
    protected override async ValueTask<Outcome<Attempt>> ExecuteCore<TState>(
        Func<ResilienceContext, TState, ValueTask<Outcome<Attempt>>> callback, ResilienceContext context, TState state)
    {
        if (!breaker.TryEnter(out var ticket))
            return Outcome.FromException<Attempt>(new CircuitOpenException(target));
        var outcome = await callback(context, state);
        // A caller who went away says nothing about the target.
        var failed = outcome.Exception is null ? outcome.Result.HasFailed : !context.CancellationToken.IsCancellationRequested;
        breaker.Report(ticket, !failed);
        return outcome;
    }
}
