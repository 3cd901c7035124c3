using Fleet.Runtime.Cel;
using Fleet.Runtime.Resources;

namespace Fleet.Runtime.Resiliency;

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
    private DateTimeOffset stateSince;
    private TripCounts counts;
    private long countsSince;
    private int generation;

    /// <summary>A breaker that is closed.</summary>
    /// <exception cref="CelSyntaxException">The condition is no CEL; readers of files do not let such a one through.</exception>
    public CircuitBreaker(CircuitBreakerSpec spec, TimeProvider time)
    {
        this.spec = spec;
        this.time = time;
        trip = CelExpression.Parse(spec.Trip);
        stateSince = time.GetUtcNow();
        countsSince = time.GetTimestamp();
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

    /// <summary>How it is now.</summary>
    /// <param name="scope">What it is for, as its target names it.</param>
    public BreakerStatus Describe(string scope)
    {
        lock (gate)
        {
            Advance_NeedsLock();
            DateTimeOffset? halfOpensAt = state == CircuitState.Open ? stateSince + spec.Timeout : null;
            return new BreakerStatus(scope, state, stateSince, halfOpensAt, counts.Requests, counts.TotalFailures, counts.ConsecutiveFailures);
        }
    }

    /// <summary>Asks to try; false: it is open, or half open with as many tries as it lets through.</summary>
    /// <param name="ticket">Goes back with the result.</param>
    /// <param name="now">The state that lets through or not.</param>
    /// <param name="hasChanged">The state changed by the time that has passed.</param>
    public bool TryEnter(out int ticket, out CircuitState now, out bool hasChanged)
    {
        lock (gate)
        {
            var before = state;
            Advance_NeedsLock();
            (ticket, now, hasChanged) = (generation, state, state != before);
            if (state == CircuitState.Open || (state == CircuitState.HalfOpen && counts.Requests >= spec.MaxRequests))
                return false;
            counts = counts with { Requests = counts.Requests + 1 };
            return true;
        }
    }

    /// <summary>Tells what came of a try; a ticket from before a change of state no longer counts. Gives the state that this led to, if it changed.</summary>
    public CircuitState? Report(int ticket, bool success)
    {
        lock (gate)
        {
            Advance_NeedsLock();
            if (ticket != generation)
                return null;
            var before = state;
            counts = counts.After(success);
            if (state == CircuitState.HalfOpen)
                JudgeProbe_NeedsLock(success);
            else if (!success && Trips(trip, counts))
                Become_NeedsLock(CircuitState.Open);
            return state == before ? null : state;
        }
    }

    private void JudgeProbe_NeedsLock(bool success)
    {
        if (!success)
            Become_NeedsLock(CircuitState.Open);
        else if (counts.ConsecutiveSuccesses >= spec.MaxRequests)
            Become_NeedsLock(CircuitState.Closed);
    }

    // As in daprd: a condition that fails, or says neither true nor false, never opens it. Files with such a one are reported.
    private static bool Trips(CelExpression trip, TripCounts counts)
    {
        try
        {
            return trip.IsTrue(counts.Variables());
        }
        catch (CelException)
        {
            return false;
        }
    }

    private void Advance_NeedsLock()
    {
        if (state == CircuitState.Open && time.GetElapsedTime(countsSince) >= spec.Timeout)
            Become_NeedsLock(CircuitState.HalfOpen);
        else if (state == CircuitState.Closed && spec.Interval > TimeSpan.Zero && time.GetElapsedTime(countsSince) >= spec.Interval)
            CountAnew_NeedsLock();
    }

    private void Become_NeedsLock(CircuitState next)
    {
        state = next;
        stateSince = time.GetUtcNow();
        CountAnew_NeedsLock();
    }

    private void CountAnew_NeedsLock()
    {
        counts = default;
        countsSince = time.GetTimestamp();
        generation++;
    }
}
