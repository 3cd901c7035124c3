using Polly;
using Polly.Timeout;

namespace Fleet.Runtime.Resiliency;

/// <summary>A policy that runs on a Polly pipeline.</summary>
internal sealed class PipelinePolicy(PolicyActivity activity, ResiliencePipeline<Attempt> pipeline, EffectivePolicy policy, CircuitBreaker? breaker) : ResiliencyPolicy
{
    /// <inheritdoc/>
    public override string Target => activity.Target;

    /// <inheritdoc/>
    public override bool Retries => policy.Retries;

    /// <inheritdoc/>
    public override async Task<T> RunAsync<T>(Func<CancellationToken, Task<T>> attempt, Func<T, int>? statusOf, CancellationToken cancellationToken)
    {
        activity.Called(policy, breaker?.State);
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
            throw new PolicyTimeoutException(activity.Target, policy.Timeout ?? TimeSpan.Zero, late);
        }
    }
}
