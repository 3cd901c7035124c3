using Fleet.Runtime.Components;
using Fleet.Runtime.Resources;

namespace Fleet.Runtime.Hosting;

/// <summary>What files declare for one sidecar, scopes applied, before anything is started.</summary>
/// <param name="Options">The sidecar.</param>
/// <param name="Components">Components to start.</param>
/// <param name="Resources">All other resources.</param>
/// <param name="Mistakes">Every mistake in its files, of other apps' resources too.</param>
/// <param name="Fatal">The mistakes with which daprd would not start this sidecar.</param>
internal sealed record SidecarPlan(
    SidecarOptions Options,
    IReadOnlyList<ComponentSpec> Components,
    SidecarResources Resources,
    IReadOnlyList<ResourceMistake> Mistakes,
    IReadOnlyList<ResourceMistake> Fatal)
{
    public static SidecarPlan Make(SidecarOptions options, ConfigurationSpec configuration, IReadOnlyList<ResourceMistake> configMistakes, ResourceSet set, ComponentRegistry registry)
    {
        var checks = set.Components.Distinct().ToDictionary(component => component, component => ComponentCheck.Check(component, registry).ToList());
        var components = set.Components.Where(component => IsFor(options, component.Scopes, component.Namespace) && !IsDenied(component) && !IsIgnored(component)).ToList();
        var resources = new SidecarResources(
            configuration,
            [.. set.Subscriptions.Where(subscription => IsFor(options, subscription.Scopes, subscription.Namespace))],
            [.. set.Resiliencies.Where(resiliency => IsFor(options, resiliency.Scopes))],
            [.. set.HttpEndpoints.Where(endpoint => IsFor(options, endpoint.Scopes, endpoint.Namespace))]);
        var twice = Twice(components, options.AppId).ToList();
        return new SidecarPlan(
            options,
            components,
            resources,
            [.. configMistakes, .. set.Mistakes, .. checks.Values.SelectMany(found => found), .. twice, .. Absent(configuration, components, options.AppId)],
            [.. configMistakes.Concat(components.SelectMany(component => checks[component])).Where(mistake => mistake.Fatal), .. twice]);

        bool IsIgnored(ComponentSpec component) => component.IgnoreErrors && checks[component].Any(mistake => mistake.Fatal);

        bool IsDenied(ComponentSpec component) => configuration.DeniedComponentTypes.Any(denied =>
            denied.Equals(component.Type, StringComparison.OrdinalIgnoreCase) || denied.Equals($"{component.Type}/{component.Version}", StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>Whether a resource with these scopes is for a sidecar. A namespace counts only where both sides have one.</summary>
    public static bool IsFor(SidecarOptions options, IReadOnlyList<string> scopes, string? ns = null) =>
        (scopes.Count == 0 || scopes.Contains(options.AppId, StringComparer.Ordinal)) && (ns is null || options.Namespace.Length == 0 || ns == options.Namespace);

    /// <summary>Starts the components by <paramref name="loader"/>; gives the resources with their secrets.</summary>
    public async Task<SidecarResources> StartAsync(ComponentLoader loader, CancellationToken cancellationToken)
    {
        await loader.LoadAsync(Components, cancellationToken);
        var endpoints = await Task.WhenAll(Resources.HttpEndpoints.Select(endpoint => loader.ResolveAsync(endpoint, cancellationToken)));
        return Resources with { HttpEndpoints = endpoints };
    }

    private static IEnumerable<ResourceMistake> Absent(ConfigurationSpec configuration, List<ComponentSpec> components, string appId) =>
        configuration.HttpPipeline.Concat(configuration.AppHttpPipeline)
            .Where(handler => !components.Any(handler.Means))
            .Select(handler => new ResourceMistake(handler.Where, handler.Field, $"is '{handler.Name}', but app {appId} has no component of that name, type {handler.Type} and version; the handler is left out"));

    private static IEnumerable<ResourceMistake> Twice(IEnumerable<ComponentSpec> components, string appId)
    {
        foreach (var named in components.GroupBy(component => component.Name, StringComparer.Ordinal))
        {
            foreach (var again in named.Skip(1))
                yield return new ResourceMistake(again.Where, "metadata.name", $"is '{named.Key}', as is the component at {named.First().Where.File}:{named.First().Where.Line}; app {appId} would have both, expected names that differ", Fatal: true);
        }
    }
}
