using System.Collections.Concurrent;
using Fleet.Runtime.Resources;

namespace Fleet.Runtime.Resiliency;

/// <summary>
/// The resiliency policies of one sidecar: which policy acts on a target. A target that no resource names takes the
/// policies called <c>Default…Policy</c>, the nearest first. Made when a target is first called, and kept, for a circuit
/// breaker remembers.
/// </summary>
public sealed class ResiliencyPolicies
{
    private readonly ConcurrentDictionary<string, ResiliencyPolicy> policies = new(StringComparer.Ordinal);
    private readonly PolicyBook book;
    private readonly PolicyFactory factory;

    internal ResiliencyPolicies(IReadOnlyList<ResiliencySpec> specs, TimeProvider time)
    {
        book = new PolicyBook(specs);
        factory = new PolicyFactory(book, time);
    }

    /// <summary>Every target that has been called under a policy, with the state of its breaker.</summary>
    public IEnumerable<ResiliencyPolicy> Active => policies.Values.Where(policy => policy != ResiliencyPolicy.None);

    /// <summary>Calls to another app.</summary>
    public ResiliencyPolicy ForApp(string appId) =>
        Get("apps/" + appId, () => book.App(appId), "App");

    /// <summary>Calls to an actor.</summary>
    public ResiliencyPolicy ForActor(string type, string id)
    {
        var target = book.Actor(type);
        var name = target is { CircuitBreaker: not null, Scope: "id" or "both" } ? $"actors/{type}/{id}" : $"actors/{type}";
        return Get(name, () => target, "Actor");
    }

    /// <summary>Calls of the app to a component.</summary>
    public ResiliencyPolicy ForOutbound(string component) =>
        Get($"components/{component}/outbound", () => book.Component(component)?.Outbound, "ComponentOutbound");

    /// <summary>Deliveries of a component to the app.</summary>
    public ResiliencyPolicy ForInbound(string component) =>
        Get($"components/{component}/inbound", () => book.Component(component)?.Inbound, "ComponentInbound");

    private ResiliencyPolicy Get(string target, Func<TargetPolicies?> find, string level) =>
        policies.TryGetValue(target, out var known) ? known : policies.GetOrAdd(target, _ => factory.Create(target, find() ?? book.Defaults(level)));
}
