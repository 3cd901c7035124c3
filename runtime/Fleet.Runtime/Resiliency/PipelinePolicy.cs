using Fleet.Runtime.Resources;
using Polly;
using Polly.Timeout;

namespace Fleet.Runtime.Resiliency;

/// <summary>A policy that runs on a Polly pipeline.</summary>
internal sealed class PipelinePolicy(string target, ResiliencePipeline<Attempt> pipeline, RetrySpec? retry, CircuitBreaker? breaker, TimeSpan limit) : ResiliencyPolicy
{
    /// <inheritdoc/>
    public override string Target => target;

    /// <inheritdoc/>
    public override bool Retries => retry is { MaxRetries: not 0 };

    /// <inheritdoc/>
    public override CircuitState? Breaker => breaker?.State;

    /// <inheritdoc/>
    public override async Task<T> RunAsync<T>(Func<CancellationToken, Task<T>> attempt, Func<T, int>? statusOf, CancellationToken cancellationToken)
    {
        try
        {
            var result = await pipeline.ExecuteAsync(
                static async (call, token) =>
                {
                    var outcome = await call.attempt(token);
                    return new Attempt(outcome, call.statusOf?.Invoke(outcome) ?? 0);
                },
                (attempt, statusOf),
                cancellationToken);
            return (T)result.Outcome!;
        }
        catch (TimeoutRejectedException late)
        {
            throw new PolicyTimeoutException(target, limit, late);
        }
    }
}
