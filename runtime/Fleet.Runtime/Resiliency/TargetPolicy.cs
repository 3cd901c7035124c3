using Fleet.Runtime.Resources;
using Polly;
using Polly.Timeout;

namespace Fleet.Runtime.Resiliency;

/// <summary>
/// The policies of one target, outermost first: retry, circuit breaker, timeout. A target with a breaker has one a scope:
/// a method of an app, an actor id; the scopes are bounded, those that were not called for long begin anew.
/// </summary>
internal sealed class TargetPolicy
{
    private const int DefaultAppBreakers = 100;
    private const int DefaultActorBreakers = 5000;

    private static readonly TimeSpan LongestTimer = TimeSpan.FromDays(40);

    private readonly EffectivePolicy calls;
    private readonly Func<CircuitBreakerSpec, CircuitBreaker> createBreaker;
    private readonly TimeProvider time;
    private readonly ResiliencyPolicy? unscoped;
    private readonly RecentlyUsed<Scoped> scopes;

    /// <param name="target">What it acts on.</param>
    /// <param name="policy">What acts.</param>
    /// <param name="activity">Counts of the target.</param>
    /// <param name="before">The policies of the target before a reload: breakers that did not change go on.</param>
    /// <param name="createBreaker">Makes a breaker.</param>
    /// <param name="time">The clock.</param>
    public TargetPolicy(PolicyTarget target, EffectivePolicy policy, PolicyActivity activity, TargetPolicy? before, Func<CircuitBreakerSpec, CircuitBreaker> createBreaker, TimeProvider time)
    {
        Policy = policy;
        Activity = activity;
        this.createBreaker = createBreaker;
        this.time = time;
        // A turn may take its time to come: only the call in the turn has the limit.
        calls = target.Kind == TargetKind.Actor ? policy with { Timeout = null } : policy;
        Turn = target.Kind == TargetKind.Actor ? Build(policy with { Retry = null, Breaker = null }, null) : ResiliencyPolicy.None;
        unscoped = policy.Breaker is null ? Build(calls, null) : null;
        scopes = new RecentlyUsed<Scoped>(Capacity(target, policy));
        if (before is not null && policy.SharesBreakersWith(before.Policy))
        {
            foreach (var (scope, known) in before.scopes.All.Reverse())
                scopes.Get(scope, _ => new Scoped(known.Breaker, Build(calls, known.Breaker)));
        }
    }

    /// <summary>What acts.</summary>
    public EffectivePolicy Policy { get; }

    /// <summary>Counts of the target.</summary>
    public PolicyActivity Activity { get; }

    /// <summary>Of an actor: what acts on a call in its turn.</summary>
    public ResiliencyPolicy Turn { get; }

    /// <summary>The policy for one scope of the target.</summary>
    public ResiliencyPolicy For(string scope) => unscoped ?? scopes.Get(scope, _ => NewScope()).Policy;

    /// <summary>How it is now.</summary>
    public TargetStatus Describe() => new(
        Activity.Target,
        Policy.Timeout is null ? null : Policy.Names.Timeout,
        Policy.Retry is null ? null : Policy.Names.Retry,
        Policy.Breaker is null ? null : Policy.Names.CircuitBreaker,
        [.. scopes.All.Select(scope => scope.Value.Breaker.Describe(scope.Key))],
        Activity.Counts);

    private static int Capacity(PolicyTarget target, EffectivePolicy policy) => (target.Kind, policy.Names.CircuitBreakerCacheSize) switch
    {
        (TargetKind.Inbound or TargetKind.Outbound, _) => 1,
        (_, > 0 and var given) => given,
        (TargetKind.Actor, _) => policy.Names is ActorPolicies ? DefaultActorBreakers : DefaultAppBreakers,
        _ => DefaultAppBreakers,
    };

    private Scoped NewScope()
    {
        var breaker = createBreaker(Policy.Breaker!);
        return new Scoped(breaker, Build(calls, breaker));
    }

    private ResiliencyPolicy Build(EffectivePolicy policy, CircuitBreaker? breaker)
    {
        if (policy.IsNone)
            return ResiliencyPolicy.None;
        var pipeline = new ResiliencePipelineBuilder<Attempt> { TimeProvider = time };
        if (policy.Retry is { } retry)
            pipeline.AddStrategy(_ => new RetryStrategy(retry, time, Activity), new PartOptions());
        if (breaker is not null)
            pipeline.AddStrategy(_ => new CircuitBreakerStrategy(breaker, Activity), new PartOptions());
        if (policy.Timeout is { Ticks: > 0 } limit)
            pipeline.AddTimeout(Limit(limit));
        return new PipelinePolicy(Activity, pipeline.Build(), policy, breaker);
    }

    private TimeoutStrategyOptions Limit(TimeSpan limit) => new()
    {
        TimeoutGenerator = _ => ValueTask.FromResult(limit < LongestTimer ? limit : LongestTimer),
        OnTimeout = _ =>
        {
            Activity.TimedOut();
            return ValueTask.CompletedTask;
        },
    };

    private sealed record Scoped(CircuitBreaker Breaker, ResiliencyPolicy Policy);

    private sealed class PartOptions : ResilienceStrategyOptions;
}
