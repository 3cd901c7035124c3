using Fleet.Runtime.Hosting;
using Fleet.Runtime.Resources;
using Fleet.Runtime.Secrets;

namespace Fleet.Runtime.Components;

/// <summary>Turns metadata items into texts: secrets from their store, variables from the sidecar's environment.</summary>
internal sealed class MetadataResolver(SidecarOptions options)
{
    private const string Unique = "{uuid}";

    /// <summary>All items resolved. What is not there becomes the empty text, as in daprd.</summary>
    /// <param name="items">Items of a component, or headers of an endpoint.</param>
    /// <param name="secrets">The store that <c>auth.secretStore</c> names; null: none.</param>
    /// <param name="cancellationToken">Ends the reading of secrets.</param>
    public async Task<IReadOnlyList<KeyValuePair<string, string>>> ResolveAsync(IReadOnlyList<MetadataItem> items, ISecretStore? secrets, CancellationToken cancellationToken)
    {
        var resolved = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var item in items)
            resolved[item.Name] = await ResolveAsync(item, secrets, cancellationToken);
        return [.. resolved];
    }

    // A variable counts only where there is no value; a secret that is not there, or empty, leaves the value.
    private async Task<string> ResolveAsync(MetadataItem item, ISecretStore? secrets, CancellationToken cancellationToken)
    {
        if (item is { Value: null, EnvRef: { } variable })
            return Expand(item, IsReserved(variable) ? "" : options.Environment.GetValueOrDefault(variable, ""));
        if (item.SecretName is { } name && secrets is not null && await secrets.GetAsync(name, cancellationToken) is { } secret
            && secret.GetValueOrDefault(item.SecretKey ?? name) is { Length: > 0 } value)
            return Expand(item, value);
        return Expand(item, item.Value ?? "");
    }

    /// <summary>Whether a variable is the sidecar's own, which no component may read.</summary>
    public static bool IsReserved(string variable) =>
        variable.Equals("APP_API_TOKEN", StringComparison.OrdinalIgnoreCase) || variable.StartsWith("DAPR_", StringComparison.OrdinalIgnoreCase);

    private string Expand(MetadataItem item, string value)
    {
        if (!value.Contains('{', StringComparison.Ordinal))
            return value;
        for (var at = value.IndexOf(Unique, StringComparison.Ordinal); at >= 0; at = value.IndexOf(Unique, at, StringComparison.Ordinal))
            value = value.Remove(at, Unique.Length).Insert(at, Guid.NewGuid().ToString());
        return value
            .Replace("{podName}", value.Contains("{podName}", StringComparison.Ordinal) ? PodName(item) : "", StringComparison.Ordinal)
            .Replace("{namespace}", $"{options.Namespace}.{options.AppId}", StringComparison.Ordinal)
            .Replace("{appID}", options.AppId, StringComparison.Ordinal);
    }

    private string PodName(MetadataItem item) => options.Environment.GetValueOrDefault("POD_NAME") is { Length: > 0 } name
        ? name
        : throw new ComponentException($"metadata field {item.Name} refers to {{podName}}, but the variable POD_NAME is not set");
}
