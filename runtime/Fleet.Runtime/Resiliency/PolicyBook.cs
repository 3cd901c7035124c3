using Fleet.Runtime.Resources;

namespace Fleet.Runtime.Resiliency;

/// <summary>All Resiliency resources of a sidecar as one; where two say the same name, the later one holds.</summary>
/// <param name="specs">The resources.</param>
/// <param name="componentKind">The kind of a component by its name, as <see cref="ComponentKinds"/> has it.</param>
internal sealed class PolicyBook(IReadOnlyList<ResiliencySpec> specs, Func<string, string> componentKind)
{
    private static readonly TargetPolicies Nothing = new(null, null, null);

    /// <summary>Names of the resources.</summary>
    public IEnumerable<string> Resources => specs.Select(spec => spec.Name);

    /// <summary>Name of the last resource: metrics of policies carry it, as daprd's do.</summary>
    public string LastName => specs.Count == 0 ? "" : specs[^1].Name;

    /// <summary>Every target that a resource names.</summary>
    public IEnumerable<PolicyTarget> Named =>
        specs.SelectMany(spec => spec.Apps.Keys).Select(name => new PolicyTarget(TargetKind.App, name))
            .Concat(specs.SelectMany(spec => spec.Actors.Keys).Select(name => new PolicyTarget(TargetKind.Actor, name)))
            .Concat(specs.SelectMany(spec => spec.Components.Keys).SelectMany(name => new[] { new PolicyTarget(TargetKind.Outbound, name), new PolicyTarget(TargetKind.Inbound, name) }))
            .Distinct();

    /// <summary>What acts on a target.</summary>
    public EffectivePolicy For(PolicyTarget target)
    {
        var names = Names(target) ?? Defaults(target);
        var breaker = Find(spec => spec.CircuitBreakers, names.CircuitBreaker);
        return new EffectivePolicy(names, Timeout(names.Timeout), Retry(names.Retry), breaker);
    }

    /// <summary>A retry policy by its name, the built-in ones too; null: there is none.</summary>
    public RetrySpec? Retry(string? name) => name is null ? null
        : Find(spec => spec.Retries, name) is { } given ? BuiltInPolicies.Overridden(name, given)
        : BuiltInPolicies.Find(name);

    /// <summary>Whether a resource names a target.</summary>
    public bool IsNamed(PolicyTarget target) => Names(target) is not null;

    // A component that is named at all takes no defaults, in neither direction.
    private TargetPolicies? Names(PolicyTarget target) => target.Kind switch
    {
        TargetKind.App => Find(spec => spec.Apps, target.Name),
        TargetKind.Actor => Find(spec => spec.Actors, target.Name),
        _ => Find(spec => spec.Components, target.Name) is { } both ? (target.Kind == TargetKind.Inbound ? both.Inbound : both.Outbound) ?? Nothing : null,
    };

    private TargetPolicies Defaults(PolicyTarget target)
    {
        var levels = Levels(target);
        return new TargetPolicies(
            Default("Timeout", name => Timeout(name) is not null),
            Default("Retry", name => Find(spec => spec.Retries, name) is not null),
            Default("CircuitBreaker", name => Find(spec => spec.CircuitBreakers, name) is not null));

        string? Default(string policy, Func<string, bool> exists) => levels.Select(level => $"Default{level}{policy}Policy").FirstOrDefault(exists);
    }

    private string[] Levels(PolicyTarget target)
    {
        if (target.Kind is TargetKind.App or TargetKind.Actor)
            return [target.Kind.ToString(), ""];
        var direction = "Component" + target.Kind;
        var kind = componentKind(target.Name);
        return kind.Length == 0 ? [direction, "Component", ""] : [kind + direction, direction, "Component", ""];
    }

    private TimeSpan? Timeout(string? name)
    {
        for (var i = specs.Count - 1; i >= 0 && name is not null; i--)
        {
            if (specs[i].Timeouts.TryGetValue(name, out var timeout))
                return timeout;
        }

        return null;
    }

    private T? Find<T>(Func<ResiliencySpec, IReadOnlyDictionary<string, T>> part, string? name)
        where T : class
    {
        for (var i = specs.Count - 1; i >= 0 && name is not null; i--)
        {
            if (part(specs[i]).TryGetValue(name, out var value))
                return value;
        }

        return null;
    }
}
