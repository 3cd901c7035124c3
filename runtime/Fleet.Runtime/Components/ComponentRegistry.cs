using System.Diagnostics.CodeAnalysis;

namespace Fleet.Runtime.Components;

/// <summary>The component types a runtime knows, by the name that YAML uses.</summary>
public sealed class ComponentRegistry
{
    private readonly Dictionary<string, ComponentType> types = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>All types, in the order of their names.</summary>
    public IEnumerable<ComponentType> Types => types.Values.OrderBy(type => type.Name, StringComparer.Ordinal);

    /// <summary>Adds a type.</summary>
    public ComponentRegistry Add(ComponentType type)
    {
        types.Add(type.Name, type);
        return this;
    }

    /// <summary>Finds a type by the name that YAML uses.</summary>
    public bool TryGet(string name, [NotNullWhen(true)] out ComponentType? type) => types.TryGetValue(name, out type);
}
