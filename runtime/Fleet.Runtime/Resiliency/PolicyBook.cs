using Fleet.Runtime.Resources;

namespace Fleet.Runtime.Resiliency;

/// <summary>All Resiliency resources of a sidecar as one; where two say the same name, the later one holds.</summary>
internal sealed class PolicyBook(IReadOnlyList<ResiliencySpec> specs)
{
    public TimeSpan? Timeout(string? name) => Last(spec => spec.Timeouts, name, out var timeout) ? timeout : null;

    public RetrySpec? Retry(string? name) => Last(spec => spec.Retries, name, out var retry) ? retry : null;

    public CircuitBreakerSpec? CircuitBreaker(string? name) => Last(spec => spec.CircuitBreakers, name, out var breaker) ? breaker : null;

    public TargetPolicies? App(string appId) => Last(spec => spec.Apps, appId, out var target) ? target : null;

    public ActorPolicies? Actor(string type) => Last(spec => spec.Actors, type, out var target) ? target : null;

    public ComponentPolicies? Component(string name) => Last(spec => spec.Components, name, out var target) ? target : null;

    /// <summary>The policies for targets of a level (<c>App</c>, <c>Actor</c>, <c>ComponentInbound</c>, <c>ComponentOutbound</c>) that none names.</summary>
    public TargetPolicies Defaults(string level) => new(
        Default(level, "Timeout", name => Timeout(name) is not null),
        Default(level, "Retry", name => Retry(name) is not null),
        Default(level, "CircuitBreaker", name => CircuitBreaker(name) is not null));

    private static string? Default(string level, string kind, Func<string, bool> exists) =>
        Levels(level).Select(prefix => $"Default{prefix}{kind}Policy").FirstOrDefault(exists);

    private static IEnumerable<string> Levels(string level) =>
        level.StartsWith("Component", StringComparison.Ordinal) ? [level, "Component", ""] : [level, ""];

    private bool Last<T>(Func<ResiliencySpec, IReadOnlyDictionary<string, T>> part, string? name, out T? value)
    {
        value = default;
        if (name is null)
            return false;
        for (var i = specs.Count - 1; i >= 0; i--)
        {
            if (part(specs[i]).TryGetValue(name, out value))
                return true;
        }

        return false;
    }
}
