using System.Collections.Concurrent;
using Fleet.Runtime.Resources;

namespace Fleet.Runtime.Resiliency;

/// <summary>The policies of one sidecar between two reloads. A target is made when it is first called, and kept, for its breakers remember.</summary>
internal sealed class PolicySet
{
    private const int MostTargets = 2000;

    private readonly ConcurrentDictionary<PolicyTarget, TargetPolicy> targets = new();
    private readonly ConcurrentDictionary<(string Component, string Policy, CircuitBreakerSpec Spec), CircuitBreaker> componentBreakers = new();
    private readonly Func<PolicyTarget, PolicyActivity> createActivity;
    private readonly TimeProvider time;

    /// <param name="book">The resources.</param>
    /// <param name="before">The set that it follows: of it everything goes on that did not change.</param>
    /// <param name="createActivity">Counts for a new target.</param>
    /// <param name="time">The clock.</param>
    public PolicySet(PolicyBook book, PolicySet? before, Func<PolicyTarget, PolicyActivity> createActivity, TimeProvider time)
    {
        Book = book;
        this.createActivity = createActivity;
        this.time = time;
        foreach (var (key, breaker) in before?.componentBreakers ?? [])
        {
            if (IsUsed(key.Component, key.Spec))
                componentBreakers[key] = breaker;
        }

        foreach (var (target, policy) in before?.targets ?? [])
            targets[target] = book.For(target) is var now && now == policy.Policy ? policy : Create(target, now, policy);
    }

    /// <summary>The resources.</summary>
    public PolicyBook Book { get; }

    /// <summary>The policies of a target. Of those that no resource names, only so many are kept: callers make names up.</summary>
    public TargetPolicy For(PolicyTarget target)
    {
        if (targets.TryGetValue(target, out var known))
            return known;
        var policy = Create(target, Book.For(target), null);
        return targets.Count < MostTargets || Book.IsNamed(target) ? targets.GetOrAdd(target, policy) : policy;
    }

    /// <summary>Every target under a policy: those that resources name, and those called under default policies.</summary>
    public IReadOnlyList<TargetStatus> Describe() =>
    [
        .. Book.Named.Union(targets.Keys).Select(For)
            .Where(target => !target.Policy.IsNone)
            .Select(target => target.Describe())
            .OrderBy(status => status.Target, StringComparer.Ordinal),
    ];

    private TargetPolicy Create(PolicyTarget target, EffectivePolicy policy, TargetPolicy? before) => new(
        target, policy, before?.Activity ?? createActivity(target), before, spec => Breaker(target, policy, spec), time);

    private bool IsUsed(string component, CircuitBreakerSpec spec) =>
        Book.For(new PolicyTarget(TargetKind.Outbound, component)).Breaker == spec || Book.For(new PolicyTarget(TargetKind.Inbound, component)).Breaker == spec;

    // As in daprd, calls to a component and its deliveries have one breaker in common; here when both name the same.
    private CircuitBreaker Breaker(PolicyTarget target, EffectivePolicy policy, CircuitBreakerSpec spec) =>
        target.Kind is TargetKind.App or TargetKind.Actor
            ? new CircuitBreaker(spec, time)
            : componentBreakers.GetOrAdd((target.Name, policy.Names.CircuitBreaker ?? "", spec), _ => new CircuitBreaker(spec, time));
}
