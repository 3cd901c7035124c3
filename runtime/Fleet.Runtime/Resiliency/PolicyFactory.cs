using Fleet.Runtime.Resources;
using Polly;
using Polly.Timeout;

namespace Fleet.Runtime.Resiliency;

/// <summary>Builds what acts on a target, outermost first: retry, circuit breaker, timeout.</summary>
internal sealed class PolicyFactory(PolicyBook book, TimeProvider time)
{
    public ResiliencyPolicy Create(string target, TargetPolicies names)
    {
        var (retry, breakerSpec, timeout) = (book.Retry(names.Retry), book.CircuitBreaker(names.CircuitBreaker), book.Timeout(names.Timeout));
        var breaker = breakerSpec is null ? null : CircuitBreaker.TryCreate(breakerSpec, time);
        if (retry is null && breaker is null && timeout is null)
            return ResiliencyPolicy.None;

        var pipeline = new ResiliencePipelineBuilder<Attempt> { TimeProvider = time };
        if (retry is not null)
            pipeline.AddRetry(RetryStrategy.Options(retry, time, new Random()));
        if (breaker is not null)
            pipeline.AddStrategy(_ => new CircuitBreakerStrategy(target, breaker), new CircuitBreakerOptions());
        if (timeout is { } limit && limit > TimeSpan.Zero)
            pipeline.AddTimeout(new TimeoutStrategyOptions { TimeoutGenerator = _ => ValueTask.FromResult(limit) });
        return new PipelinePolicy(target, pipeline.Build(), retry, breaker, timeout ?? TimeSpan.Zero);
    }

    private sealed class CircuitBreakerOptions : ResilienceStrategyOptions;
}
