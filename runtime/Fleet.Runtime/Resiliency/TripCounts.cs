namespace Fleet.Runtime.Resiliency;

/// <summary>What a breaker has counted in its interval: the variables of <c>trip</c>.</summary>
internal readonly record struct TripCounts(long Requests, long TotalSuccesses, long TotalFailures, long ConsecutiveSuccesses, long ConsecutiveFailures)
{
    /// <summary>The counts when one more try has come back.</summary>
    public TripCounts After(bool success) => success
        ? this with { TotalSuccesses = TotalSuccesses + 1, ConsecutiveSuccesses = ConsecutiveSuccesses + 1, ConsecutiveFailures = 0 }
        : this with { TotalFailures = TotalFailures + 1, ConsecutiveFailures = ConsecutiveFailures + 1, ConsecutiveSuccesses = 0 };

    /// <summary>The counts by the names that conditions use.</summary>
    public Dictionary<string, object?> Variables() => new(StringComparer.Ordinal)
    {
        ["requests"] = Requests,
        ["totalSuccesses"] = TotalSuccesses,
        ["totalFailures"] = TotalFailures,
        ["consecutiveSuccesses"] = ConsecutiveSuccesses,
        ["consecutiveFailures"] = ConsecutiveFailures,
    };
}
