namespace Fleet.Runtime.Resiliency;

/// <summary>What acts on the calls to one target: retry around circuit breaker around timeout.</summary>
public class ResiliencyPolicy
{
    /// <summary>No policy: one try, no limit.</summary>
    public static ResiliencyPolicy None { get; } = new();

    /// <summary>What it acts on, e.g. <c>apps/fine-collection</c>.</summary>
    public virtual string Target => "";

    /// <summary>True when there is a retry policy, so that one failed try is not the end.</summary>
    public virtual bool Retries => false;

    /// <summary>
    /// Runs <paramref name="attempt"/> under the policy. An attempt fails by an exception, or by an outcome whose status
    /// is 400 or above; the last outcome or exception is the caller's.
    /// </summary>
    /// <param name="attempt">One try; the token ends with the time limit of the try.</param>
    /// <param name="statusOf">HTTP status of an outcome; null: an outcome never fails.</param>
    /// <param name="cancellationToken">Ends all tries.</param>
    /// <exception cref="PolicyTimeoutException">The last try took too long.</exception>
    /// <exception cref="CircuitOpenException">The circuit breaker is open.</exception>
    public virtual Task<T> RunAsync<T>(Func<CancellationToken, Task<T>> attempt, Func<T, int>? statusOf, CancellationToken cancellationToken) =>
        attempt(cancellationToken);
}

/// <summary>A try took longer than its policy allows.</summary>
public sealed class PolicyTimeoutException(string target, TimeSpan limit, Exception? inner = null)
    : Exception($"{target}: timed out after {limit.TotalMilliseconds} ms", inner);

/// <summary>A circuit breaker does not let a call through: it is open, or half open with as many tries as it allows.</summary>
public sealed class CircuitOpenException(string target, CircuitState state, Exception? inner = null)
    : Exception($"{target}: {(state == CircuitState.Open ? "circuit breaker is open" : "too many requests for a half-open circuit breaker")}", inner);
