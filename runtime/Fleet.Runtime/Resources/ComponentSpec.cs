namespace Fleet.Runtime.Resources;

/// <summary>A <c>kind: Component</c>.</summary>
/// <param name="Name"><c>metadata.name</c>.</param>
/// <param name="Type"><c>spec.type</c>, e.g. <c>state.sqlite</c>.</param>
/// <param name="Version"><c>spec.version</c>.</param>
/// <param name="Metadata"><c>spec.metadata</c>.</param>
/// <param name="Scopes">App ids that may use it; empty: all.</param>
/// <param name="SecretStore"><c>auth.secretStore</c>; null: none.</param>
/// <param name="IgnoreErrors">A failed start leaves the component out instead of ending the sidecar.</param>
/// <param name="InitTimeout">How long its start may take; null: the default.</param>
/// <param name="Where">Where it stands.</param>
public sealed record ComponentSpec(
    string Name,
    string Type,
    string Version,
    IReadOnlyList<MetadataItem> Metadata,
    IReadOnlyList<string> Scopes,
    string? SecretStore,
    bool IgnoreErrors,
    TimeSpan? InitTimeout,
    ResourceLocation Where)
{
    /// <summary><c>metadata.namespace</c>; null: any.</summary>
    public string? Namespace { get; init; }

    /// <summary>Where its type stands.</summary>
    public ResourceLocation TypeWhere { get; init; } = Where;

    /// <summary>Where its version stands.</summary>
    public ResourceLocation VersionWhere { get; init; } = Where;
}

/// <summary>One item of <c>spec.metadata</c>: exactly one of value, secret reference and environment reference.</summary>
/// <param name="Name">Name of the field.</param>
/// <param name="Value">Its text; numbers and truth values as YAML writes them.</param>
/// <param name="SecretName"><c>secretKeyRef.name</c>.</param>
/// <param name="SecretKey"><c>secretKeyRef.key</c>.</param>
/// <param name="EnvRef"><c>envRef</c>: an environment variable.</param>
/// <param name="Where">Where it stands.</param>
public sealed record MetadataItem(string Name, string? Value, string? SecretName, string? SecretKey, string? EnvRef, ResourceLocation Where);
