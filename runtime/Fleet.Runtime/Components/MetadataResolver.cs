using Fleet.Runtime.Hosting;
using Fleet.Runtime.Resources;
using Fleet.Runtime.Secrets;

namespace Fleet.Runtime.Components;

/// <summary>Turns metadata items into texts: secrets from their store, variables from the sidecar's environment.</summary>
internal sealed class MetadataResolver(SidecarOptions options)
{
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

    private async Task<string> ResolveAsync(MetadataItem item, ISecretStore? secrets, CancellationToken cancellationToken)
    {
        if (item.SecretName is { } name && secrets is not null)
            return await secrets.GetAsync(name, cancellationToken) is { } secret && secret.TryGetValue(item.SecretKey ?? name, out var value) ? value : "";
        if (item.EnvRef is { } variable)
            return IsReserved(variable) ? "" : options.Environment.GetValueOrDefault(variable, "");
        return Expand(item.Value ?? "");
    }

    /// <summary>Whether a variable is the sidecar's own, which no component may read.</summary>
    public static bool IsReserved(string variable) =>
        variable.Equals("APP_API_TOKEN", StringComparison.OrdinalIgnoreCase) || variable.StartsWith("DAPR_", StringComparison.OrdinalIgnoreCase);

    private string Expand(string value) => !value.Contains('{', StringComparison.Ordinal)
        ? value
        : value
            .Replace("{appID}", options.AppId, StringComparison.Ordinal)
            .Replace("{namespace}", options.Namespace, StringComparison.Ordinal)
            .Replace("{podName}", options.Environment.GetValueOrDefault("POD_NAME", ""), StringComparison.Ordinal)
            .Replace("{uuid}", Guid.NewGuid().ToString(), StringComparison.Ordinal);
}
