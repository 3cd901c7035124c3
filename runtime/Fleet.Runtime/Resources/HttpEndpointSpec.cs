namespace Fleet.Runtime.Resources;

/// <summary>A <c>kind: HTTPEndpoint</c>: something outside that can be invoked by name.</summary>
/// <param name="Name"><c>metadata.name</c>.</param>
/// <param name="BaseUrl"><c>spec.baseUrl</c>.</param>
/// <param name="Headers"><c>spec.headers</c>.</param>
/// <param name="Scopes">App ids that may call it; empty: all.</param>
/// <param name="Where">Where it stands.</param>
public sealed record HttpEndpointSpec(
    string Name,
    string BaseUrl,
    IReadOnlyList<MetadataItem> Headers,
    IReadOnlyList<string> Scopes,
    ResourceLocation Where)
{
    /// <summary><c>metadata.namespace</c>; null: any.</summary>
    public string? Namespace { get; init; }

    /// <summary><c>auth.secretStore</c>; null: none.</summary>
    public string? SecretStore { get; init; }
}
