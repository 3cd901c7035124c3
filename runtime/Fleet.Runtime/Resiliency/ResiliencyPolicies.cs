using Fleet.Runtime.Resources;

namespace Fleet.Runtime.Resiliency;

/// <summary>
/// The resiliency policies of one sidecar: which policy acts on a target. A target that no resource names takes the
/// policies called <c>Default…Policy</c>, the nearest first. Ask for each call: a reload changes them.
/// </summary>
public sealed class ResiliencyPolicies
{
    private readonly Func<string, string> componentKind;
    private readonly TimeProvider time;
    private volatile PolicySet current;

    /// <param name="specs">The resources.</param>
    /// <param name="componentType">The type of a component by its name; null: there is none.</param>
    /// <param name="time">The clock.</param>
    internal ResiliencyPolicies(IReadOnlyList<ResiliencySpec> specs, Func<string, string?> componentType, TimeProvider time)
    {
        componentKind = name => ComponentKinds.Of(componentType(name));
        this.time = time;
        current = new PolicySet(new PolicyBook(specs, componentKind), null, NewActivity, time);
    }

    /// <summary>Told of all that policies do; called on the thread of the call, so it must be quick.</summary>
    public event Action<PolicyEvent>? Acted;

    /// <summary>Names of the Resiliency resources in force.</summary>
    public IReadOnlyList<string> Resources => [.. current.Book.Resources];

    /// <summary>Calls to an app. A breaker is for one method of it.</summary>
    /// <param name="appId">The app, or the name of an HTTP endpoint.</param>
    /// <param name="method">Path of the method, without the query.</param>
    public ResiliencyPolicy ForApp(string appId, string method) => current.For(new PolicyTarget(TargetKind.App, appId)).For(method);

    /// <summary>Calls of an actor until they reach its host: retries and breaker, no time limit, for a turn may take its time to come.</summary>
    public ResiliencyPolicy ForActor(string type, string id)
    {
        var target = current.For(new PolicyTarget(TargetKind.Actor, type));
        return target.For(target.Policy.Names is ActorPolicies { Scope: "id" or "both" } ? id : type);
    }

    /// <summary>Calls of an actor in its turn, of reminders and timers too: the time limit.</summary>
    public ResiliencyPolicy ForTurn(string actorType) => current.For(new PolicyTarget(TargetKind.Actor, actorType)).Turn;

    /// <summary>Calls of an actor that no app hosts yet. It acts only on types that no resource names.</summary>
    internal RetrySpec? UntilHosted(string actorType) =>
        current.Book.IsNamed(new PolicyTarget(TargetKind.Actor, actorType)) ? null : current.Book.Retry(BuiltInPolicies.ActorNotFound);

    /// <summary>Calls of the app to a component.</summary>
    public ResiliencyPolicy ForOutbound(string component) => current.For(new PolicyTarget(TargetKind.Outbound, component)).For(component);

    /// <summary>Deliveries of a component to the app.</summary>
    public ResiliencyPolicy ForInbound(string component) => current.For(new PolicyTarget(TargetKind.Inbound, component)).For(component);

    /// <summary>Every target under a policy, with its breakers and what the policies did.</summary>
    public IReadOnlyList<TargetStatus> Describe() => current.Describe();

    /// <summary>Puts other resources in force. Calls in progress end under the policies they began with; breakers that did not change go on.</summary>
    internal void Replace(IReadOnlyList<ResiliencySpec> specs) =>
        current = new PolicySet(new PolicyBook(specs, componentKind), current, NewActivity, time);

    private PolicyActivity NewActivity(PolicyTarget target)
    {
        var name = target.Kind switch
        {
            TargetKind.App => "app_" + target.Name,
            TargetKind.Actor => "actor_" + target.Name,
            _ => $"{componentKind(target.Name)}_{target.Name}",
        };
        return new PolicyActivity(target, name, () => current.Book.LastName, () => Acted);
    }
}
