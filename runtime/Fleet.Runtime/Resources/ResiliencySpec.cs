namespace Fleet.Runtime.Resources;

/// <summary>A <c>kind: Resiliency</c>: named policies, and what they act on.</summary>
/// <param name="Name"><c>metadata.name</c>.</param>
/// <param name="Timeouts">Named time limits of one attempt.</param>
/// <param name="Retries">Named retry policies.</param>
/// <param name="CircuitBreakers">Named circuit breakers.</param>
/// <param name="Apps">Policies by app id.</param>
/// <param name="Actors">Policies by actor type.</param>
/// <param name="Components">Policies by component name.</param>
/// <param name="Scopes">App ids that it is for; empty: all.</param>
/// <param name="Where">Where it stands.</param>
public sealed record ResiliencySpec(
    string Name,
    IReadOnlyDictionary<string, TimeSpan> Timeouts,
    IReadOnlyDictionary<string, RetrySpec> Retries,
    IReadOnlyDictionary<string, CircuitBreakerSpec> CircuitBreakers,
    IReadOnlyDictionary<string, TargetPolicies> Apps,
    IReadOnlyDictionary<string, ActorPolicies> Actors,
    IReadOnlyDictionary<string, ComponentPolicies> Components,
    IReadOnlyList<string> Scopes,
    ResourceLocation Where)
{
    /// <summary>Every policy name that a target uses.</summary>
    public IReadOnlyList<PolicyReference> References { get; init; } = [];

    /// <summary>The text of the document: two of the same text are the same.</summary>
    public string Source { get; init; } = "";
}

/// <summary>A target names a policy.</summary>
/// <param name="Kind"><c>timeouts</c>, <c>retries</c> or <c>circuitBreakers</c>.</param>
/// <param name="Name">Name of the policy.</param>
/// <param name="Where">Where the target names it.</param>
/// <param name="Field">Path of the field that names it.</param>
public sealed record PolicyReference(string Kind, string Name, ResourceLocation Where, string Field);

/// <summary>How to try again.</summary>
/// <param name="Exponential">True: the pause grows; false: it is constant.</param>
/// <param name="Duration">Constant pause.</param>
/// <param name="InitialInterval">First pause of a growing one.</param>
/// <param name="MaxInterval">Longest pause of a growing one.</param>
/// <param name="MaxRetries">Retries after the first try; -1: for ever; null: not given.</param>
/// <param name="HttpStatusCodes">Status codes that are retried, e.g. <c>429,500-599</c>; null: all from 400.</param>
/// <param name="GrpcStatusCodes">The same for gRPC.</param>
public sealed record RetrySpec(
    bool Exponential,
    TimeSpan Duration,
    TimeSpan InitialInterval,
    TimeSpan MaxInterval,
    int? MaxRetries,
    string? HttpStatusCodes,
    string? GrpcStatusCodes)
{
    /// <summary>When a growing one gives up, since the first try; null: after 15 minutes.</summary>
    public TimeSpan? MaxElapsed { get; init; }
}

/// <summary>When to stop trying.</summary>
/// <param name="MaxRequests">Tries let through while half open.</param>
/// <param name="Interval">How often counts are reset while closed; zero: never.</param>
/// <param name="Timeout">How long it stays open.</param>
/// <param name="Trip">CEL over <c>consecutiveFailures</c>, <c>requests</c>, <c>totalFailures</c> …</param>
public sealed record CircuitBreakerSpec(int MaxRequests, TimeSpan Interval, TimeSpan Timeout, string Trip);

/// <summary>Names of the policies of a target; null: none.</summary>
public record TargetPolicies(string? Timeout, string? Retry, string? CircuitBreaker, int? CircuitBreakerCacheSize = null);

/// <summary>Policies of an actor type.</summary>
/// <param name="Timeout">Name of the time limit.</param>
/// <param name="Retry">Name of the retry policy.</param>
/// <param name="CircuitBreaker">Name of the circuit breaker.</param>
/// <param name="Scope">Whether a breaker is for the <c>type</c>, one <c>id</c>, or <c>both</c>.</param>
/// <param name="CircuitBreakerCacheSize">How many ids' breakers are kept.</param>
public sealed record ActorPolicies(string? Timeout, string? Retry, string? CircuitBreaker, string Scope, int? CircuitBreakerCacheSize)
    : TargetPolicies(Timeout, Retry, CircuitBreaker, CircuitBreakerCacheSize);

/// <summary>Policies of a component: calls to it, and its calls to the app.</summary>
public sealed record ComponentPolicies(TargetPolicies? Outbound, TargetPolicies? Inbound);
