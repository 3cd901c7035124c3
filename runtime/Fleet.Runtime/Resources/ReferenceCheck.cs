using Fleet.Runtime.Resiliency;

namespace Fleet.Runtime.Resources;

/// <summary>Names that resources of different files use of one another.</summary>
internal static class ReferenceCheck
{
    public static IEnumerable<ResourceMistake> Check(ResourceSet set) =>
        SecretStores(set).Concat(Policies(set)).Concat(PubSubs(set));

    private static IEnumerable<ResourceMistake> SecretStores(ResourceSet set)
    {
        var stores = set.Components.Where(component => component.Type.StartsWith("secretstores.", StringComparison.Ordinal)).Select(component => component.Name).ToHashSet(StringComparer.Ordinal);
        var users = set.Components.Select(component => (component.SecretStore, component.Metadata, component.Where))
            .Concat(set.HttpEndpoints.Select(endpoint => (endpoint.SecretStore, endpoint.Headers, endpoint.Where)));
        foreach (var (store, items, where) in users)
        {
            if (store is { Length: > 0 } && !stores.Contains(store))
                yield return new ResourceMistake(where, "auth.secretStore", $"is '{store}', but no secret store has that name; it is left out");
            if (string.IsNullOrEmpty(store) && items.FirstOrDefault(item => item.SecretName is not null) is { } item)
                yield return new ResourceMistake(item.Where, "secretKeyRef", $"of {item.Name} names a secret, but auth.secretStore names no store; its value stays empty");
        }
    }

    private static IEnumerable<ResourceMistake> Policies(ResourceSet set)
    {
        var known = set.Resiliencies.SelectMany(PolicyNames).Concat(BuiltInPolicies.Names.Select(name => ("retries", name))).ToHashSet();
        return set.Resiliencies.SelectMany(spec => spec.References)
            .Where(reference => !known.Contains((reference.Kind, reference.Name)))
            .Select(reference => new ResourceMistake(reference.Where, reference.Field, $"is '{reference.Name}', but spec.policies.{reference.Kind} has none of that name; nothing acts there"));
    }

    private static IEnumerable<(string Kind, string Name)> PolicyNames(ResiliencySpec spec) =>
        spec.Timeouts.Keys.Select(name => ("timeouts", name))
            .Concat(spec.Retries.Keys.Select(name => ("retries", name)))
            .Concat(spec.CircuitBreakers.Keys.Select(name => ("circuitBreakers", name)));

    private static IEnumerable<ResourceMistake> PubSubs(ResourceSet set)
    {
        var known = set.Components.Where(component => component.Type.StartsWith("pubsub.", StringComparison.Ordinal)).Select(component => component.Name).ToHashSet(StringComparer.Ordinal);
        return set.Subscriptions
            .Where(subscription => !known.Contains(subscription.PubsubName))
            .Select(subscription => new ResourceMistake(subscription.Where, "spec.pubsubname", $"is '{subscription.PubsubName}', but no pub/sub component has that name; nothing is subscribed"));
    }
}
