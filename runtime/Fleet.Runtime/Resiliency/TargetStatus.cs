namespace Fleet.Runtime.Resiliency;

/// <summary>A target under policies, as it is now.</summary>
/// <param name="Target">E.g. <c>apps/fine-collection</c>, <c>actors/FineActor</c>, <c>components/pubsub/inbound</c>.</param>
/// <param name="Timeout">Name of its timeout; null: none.</param>
/// <param name="Retry">Name of its retry policy; null: none.</param>
/// <param name="CircuitBreaker">Name of its circuit breaker; null: none.</param>
/// <param name="Breakers">The breakers that exist, the last used first: one a method of an app, an actor type or id, a component.</param>
/// <param name="Counts">What its policies have done since the start.</param>
public sealed record TargetStatus(
    string Target, string? Timeout, string? Retry, string? CircuitBreaker, IReadOnlyList<BreakerStatus> Breakers, PolicyCounts Counts);

/// <summary>A circuit breaker, as it is now.</summary>
/// <param name="Scope">What it is for: a method of the app, an actor's type or id, a component.</param>
/// <param name="State">What it lets through.</param>
/// <param name="Since">Since when it is so.</param>
/// <param name="HalfOpensAt">When an open one lets a try through; null: it is not open.</param>
/// <param name="Requests">Tries in its interval, or since the state changed.</param>
/// <param name="TotalFailures">Those of them that failed.</param>
/// <param name="ConsecutiveFailures">Failures since the last success.</param>
public sealed record BreakerStatus(
    string Scope, CircuitState State, DateTimeOffset Since, DateTimeOffset? HalfOpensAt, long Requests, long TotalFailures, long ConsecutiveFailures);

/// <summary>What the policies of a target have done.</summary>
/// <param name="Calls">Calls under them.</param>
/// <param name="Retries">Tries after the first.</param>
/// <param name="Timeouts">Tries that took too long.</param>
/// <param name="Rejections">Tries that an open breaker did not let through.</param>
/// <param name="Trips">How often a breaker opened.</param>
public readonly record struct PolicyCounts(long Calls, long Retries, long Timeouts, long Rejections, long Trips);

/// <summary>States of breakers as Dapr's metrics and logs write them.</summary>
public static class CircuitStates
{
    /// <summary><c>closed</c>, <c>half-open</c> or <c>open</c>.</summary>
    public static string Word(this CircuitState state) => state switch
    {
        CircuitState.Closed => "closed",
        CircuitState.HalfOpen => "half-open",
        _ => "open",
    };
}
