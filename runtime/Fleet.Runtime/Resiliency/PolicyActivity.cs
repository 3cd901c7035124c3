namespace Fleet.Runtime.Resiliency;

/// <summary>Counts what the policies of one target do, and tells who listens.</summary>
/// <param name="target">The target.</param>
/// <param name="metricTarget">The target as metrics name it.</param>
/// <param name="resource">Name of the Resiliency, as it is when asked.</param>
/// <param name="tell">Takes events; null when nobody listens.</param>
internal sealed class PolicyActivity(PolicyTarget target, string metricTarget, Func<string> resource, Func<Action<PolicyEvent>?> tell)
{
    private long calls;
    private long retries;
    private long timeouts;
    private long rejections;
    private long trips;

    /// <summary>The target as people read it.</summary>
    public string Target { get; } = target.ToString();

    /// <summary>The counts so far.</summary>
    public PolicyCounts Counts => new(
        Interlocked.Read(ref calls), Interlocked.Read(ref retries), Interlocked.Read(ref timeouts), Interlocked.Read(ref rejections), Interlocked.Read(ref trips));

    /// <summary>A call begins under policies.</summary>
    public void Called(EffectivePolicy policy, CircuitState? breaker)
    {
        Interlocked.Increment(ref calls);
        if (tell() is null)
            return;
        if (policy.Timeout is not null)
            Tell(PolicyAct.Applied, "timeout", "");
        if (policy.Retry is not null)
            Tell(PolicyAct.Applied, "retry", "");
        if (breaker is { } state)
            Tell(PolicyAct.Applied, "circuitbreaker", state.Word());
    }

    public void Retried()
    {
        Interlocked.Increment(ref retries);
        Tell(PolicyAct.Activated, "retry", "");
    }

    public void TimedOut()
    {
        Interlocked.Increment(ref timeouts);
        Tell(PolicyAct.Activated, "timeout", "");
    }

    public void Rejected() => Interlocked.Increment(ref rejections);

    public void BreakerBecame(CircuitState state)
    {
        if (state == CircuitState.Open)
            Interlocked.Increment(ref trips);
        Tell(PolicyAct.Activated, "circuitbreaker", state.Word());
    }

    private void Tell(PolicyAct act, string policy, string status) =>
        tell()?.Invoke(new PolicyEvent(act, resource(), policy, target.Kind == TargetKind.Inbound ? "inbound" : "outbound", metricTarget, status));
}
