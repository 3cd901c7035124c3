using Fleet.Runtime.Cel;
using Fleet.Runtime.Resources;

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

/// <summary>
/// Dapr's circuit breaker: a CEL condition over the counts of the current interval opens it, it stays open for a time,
/// then lets a few tries through; as many successes close it, one failure opens it again.
/// </summary>
internal sealed class CircuitBreaker
{
    private readonly CircuitBreakerSpec spec;
    private readonly CelExpression trip;
    private readonly TimeProvider time;
    private readonly Lock gate = new();
    private CircuitState state = CircuitState.Closed;
    private Counts counts;
    private long since;
    private int generation;

    private CircuitBreaker(CircuitBreakerSpec spec, CelExpression trip, TimeProvider time)
    {
        this.spec = spec;
        this.trip = trip;
        this.time = time;
        since = time.GetTimestamp();
    }

    /// <summary>The state now.</summary>
    public CircuitState State
    {
        get
        {
            lock (gate)
            {
                Advance_NeedsLock();
                return state;
            }
        }
    }

    /// <summary>A breaker; null when its condition cannot be read (daprd drops such a policy, too).</summary>
    public static CircuitBreaker? TryCreate(CircuitBreakerSpec spec, TimeProvider time)
    {
        try
        {
            return new CircuitBreaker(spec, CelExpression.Parse(spec.Trip), time);
        }
        catch (CelSyntaxException)
        {
            return null;
        }
    }

    /// <summary>Asks to try; false: it is open. The ticket goes back with the result.</summary>
    public bool TryEnter(out int ticket)
    {
        lock (gate)
        {
            Advance_NeedsLock();
            ticket = generation;
            if (state == CircuitState.Open || (state == CircuitState.HalfOpen && counts.Requests >= Math.Max(1, spec.MaxRequests)))
                return false;
            counts = counts with { Requests = counts.Requests + 1 };
            return true;
        }
    }

    /// <summary>Tells what came of a try; a ticket from before a change of state no longer counts.</summary>
    public void Report(int ticket, bool success)
    {
        lock (gate)
        {
            Advance_NeedsLock();
            if (ticket != generation)
                return;
            counts = counts.After(success);
            if (state == CircuitState.HalfOpen)
                JudgeProbe_NeedsLock(success);
            else if (!success && trip.IsTrue(counts.Variables()))
                Become_NeedsLock(CircuitState.Open);
        }
    }

    private void JudgeProbe_NeedsLock(bool success)
    {
        if (!success)
            Become_NeedsLock(CircuitState.Open);
        else if (counts.ConsecutiveSuccesses >= Math.Max(1, spec.MaxRequests))
            Become_NeedsLock(CircuitState.Closed);
    }

    private void Advance_NeedsLock()
    {
        if (state == CircuitState.Open && time.GetElapsedTime(since) >= spec.Timeout)
            Become_NeedsLock(CircuitState.HalfOpen);
        else if (state == CircuitState.Closed && spec.Interval > TimeSpan.Zero && time.GetElapsedTime(since) >= spec.Interval)
            Become_NeedsLock(CircuitState.Closed);
    }

    private void Become_NeedsLock(CircuitState next)
    {
        state = next;
        counts = default;
        since = time.GetTimestamp();
        generation++;
    }

    private readonly record struct Counts(long Requests, long TotalSuccesses, long TotalFailures, long ConsecutiveSuccesses, long ConsecutiveFailures)
    {
        public Counts After(bool success) => success
            ? this with { TotalSuccesses = TotalSuccesses + 1, ConsecutiveSuccesses = ConsecutiveSuccesses + 1, ConsecutiveFailures = 0 }
            : this with { TotalFailures = TotalFailures + 1, ConsecutiveFailures = ConsecutiveFailures + 1, ConsecutiveSuccesses = 0 };

        public Dictionary<string, object?> Variables() => new(StringComparer.Ordinal)
        {
            ["requests"] = Requests,
            ["totalSuccesses"] = TotalSuccesses,
            ["totalFailures"] = TotalFailures,
            ["consecutiveSuccesses"] = ConsecutiveSuccesses,
            ["consecutiveFailures"] = ConsecutiveFailures,
        };
    }
}
