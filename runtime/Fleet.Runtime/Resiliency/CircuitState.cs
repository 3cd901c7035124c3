namespace Fleet.Runtime.Resiliency;

/// <summary>What a circuit breaker lets through.</summary>
public enum CircuitState
{
    /// <summary>Everything.</summary>
    Closed,

    /// <summary>A few tries, to see whether the target is back.</summary>
    HalfOpen,

    /// <summary>Nothing.</summary>
    Open,
}
