namespace Fleet.Runtime.Resources;

/// <summary>What a sidecar takes from its <c>kind: Configuration</c>.</summary>
/// <param name="Name"><c>metadata.name</c>.</param>
/// <param name="Features"><c>spec.features</c>: feature and whether it is on.</param>
/// <param name="SecretScopes"><c>spec.secrets.scopes</c>.</param>
/// <param name="AllowedApis"><c>spec.api.allowed</c>; empty: all.</param>
/// <param name="DeniedApis"><c>spec.api.denied</c>.</param>
public sealed record ConfigurationSpec(
    string Name,
    IReadOnlyDictionary<string, bool> Features,
    IReadOnlyList<SecretScope> SecretScopes,
    IReadOnlyList<ApiRule> AllowedApis,
    IReadOnlyList<ApiRule> DeniedApis)
{
    /// <summary>Dapr's defaults.</summary>
    public static ConfigurationSpec Default { get; } = new("daprConfig", new Dictionary<string, bool>(StringComparer.Ordinal), [], [], []);

    /// <summary>Whether a feature is on.</summary>
    public bool HasFeature(string name) => Features.TryGetValue(name, out var on) && on;
}

/// <summary>Which secrets of a store the app may read.</summary>
public sealed record SecretScope(string StoreName, bool DefaultAllow, IReadOnlyList<string> Allowed, IReadOnlyList<string> Denied);

/// <summary>An API by name, version and protocol.</summary>
public sealed record ApiRule(string Name, string Version, string Protocol);
