using Fleet.Runtime.Resources;

namespace Fleet.Runtime.Resiliency;

/// <summary>What acts on one target, names resolved; equal when a reload changes nothing about it.</summary>
/// <param name="Names">The names that the target has, or takes from default policies.</param>
/// <param name="Timeout">Time limit of a try.</param>
/// <param name="Retry">How to try again.</param>
/// <param name="Breaker">When to stop trying.</param>
internal sealed record EffectivePolicy(TargetPolicies Names, TimeSpan? Timeout, RetrySpec? Retry, CircuitBreakerSpec? Breaker)
{
    /// <summary>Nothing acts.</summary>
    public bool IsNone => Timeout is null && Retry is null && Breaker is null;

    /// <summary>True when one failed try is not the end.</summary>
    public bool Retries => Retry is { MaxRetries: not 0 };

    /// <summary>Whether a breaker of this policy can go on under the other one.</summary>
    public bool SharesBreakersWith(EffectivePolicy other) =>
        Breaker is not null && Breaker == other.Breaker && Names.CircuitBreaker == other.Names.CircuitBreaker && Names.CircuitBreakerCacheSize == other.Names.CircuitBreakerCacheSize;
}
