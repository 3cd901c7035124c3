namespace Fleet.Runtime.Components;

/// <summary>A component type as YAML names it, with what it needs to know.</summary>
/// <param name="Name">Dapr's type name, e.g. <c>state.in-memory</c>.</param>
/// <param name="Fields">Metadata fields it knows; another one is a mistake that is reported.</param>
/// <param name="Create">Makes a component of one sidecar; does no I/O.</param>
public sealed record ComponentType(string Name, IReadOnlyList<MetadataField> Fields, Func<ComponentContext, IComponent> Create)
{
    /// <summary>Versions that YAML may name.</summary>
    public IReadOnlyList<string> Versions { get; init; } = ["v1"];

    /// <summary>True when metadata may hold any field (a secret, an environment).</summary>
    public bool TakesAnyField { get; init; }
}

/// <summary>A metadata field of a component type.</summary>
/// <param name="Name">As YAML names it; compared without case.</param>
/// <param name="Kind">What its text must look like.</param>
/// <param name="Required">A component without it cannot start.</param>
public sealed record MetadataField(string Name, FieldKind Kind = FieldKind.Text, bool Required = false)
{
    /// <summary>The only words its text may be, without case; empty: any.</summary>
    public IReadOnlyList<string> Choices { get; init; } = [];
}

/// <summary>What the text of a metadata field must look like.</summary>
public enum FieldKind
{
    Text,
    Number,
    Boolean,
    Duration,
}
