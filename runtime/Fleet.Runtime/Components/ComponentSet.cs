using Fleet.Runtime.Faults;
using Fleet.Runtime.Resources;

namespace Fleet.Runtime.Components;

/// <summary>The initialised components of one sidecar.</summary>
public sealed class ComponentSet
{
    private readonly Dictionary<IComponent, IComponent[]> faulty = [];
    private readonly Dictionary<string, LoadedComponent> components = new(StringComparer.Ordinal);

    /// <summary>All components, in the order in which they were initialised.</summary>
    public IReadOnlyList<LoadedComponent> All { get; private set; } = [];

    /// <summary>The components that can do what <typeparamref name="T"/> says.</summary>
    public IEnumerable<(ComponentSpec Spec, T Component)> Of<T>()
        where T : class, IComponent
    {
        foreach (var loaded in All)
        {
            if (As<T>(loaded) is { } component)
                yield return (loaded.Spec, component);
        }
    }

    /// <summary>The component of that name, when it can do what <typeparamref name="T"/> says.</summary>
    public T? Find<T>(string name)
        where T : class, IComponent => components.TryGetValue(name, out var loaded) ? As<T>(loaded) : null;

    /// <summary>The declaration of the component of that name.</summary>
    public ComponentSpec? Spec(string name) => components.TryGetValue(name, out var loaded) ? loaded.Spec : null;

    /// <summary>Adds a component; who finds it by what it can do gets it with faults around it.</summary>
    internal void Add(ComponentSpec spec, IComponent component, FaultBook faults, string appId)
    {
        faulty.Add(component, [.. FaultyComponents.Around(component, new ComponentWay(faults, appId, spec.Name))]);
        var loaded = new LoadedComponent(spec, component);
        components.Add(spec.Name, loaded);
        All = [.. All, loaded];
    }

    private T? As<T>(LoadedComponent loaded)
        where T : class, IComponent
    {
        foreach (var component in faulty[loaded.Component])
        {
            if (component is T found)
                return found;
        }

        return loaded.Component as T;
    }
}

/// <summary>A component that has been initialised.</summary>
/// <param name="Spec">How YAML declares it.</param>
/// <param name="Component">What it became.</param>
public sealed record LoadedComponent(ComponentSpec Spec, IComponent Component);
