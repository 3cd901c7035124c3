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

    /// <summary><c>spec.httpPipeline.handlers</c>: what calls of the API go through.</summary>
    public IReadOnlyList<PipelineHandler> HttpPipeline { get; init; } = [];

    /// <summary><c>spec.appHttpPipeline.handlers</c>: what calls to the app go through.</summary>
    public IReadOnlyList<PipelineHandler> AppHttpPipeline { get; init; } = [];

    /// <summary><c>spec.components.deny</c>: component types, with their version or without, that must not be loaded.</summary>
    public IReadOnlyList<string> DeniedComponentTypes { get; init; } = [];

    /// <summary><c>spec.accessControl.defaultAction</c>; null: not said.</summary>
    public string? AccessDefault { get; init; }

    /// <summary>Whether <c>spec.accessControl.policies</c> has any, which act only between sidecars with mTLS.</summary>
    public bool HasAccessPolicies { get; init; }

    /// <summary>Whether other apps may not call this one: only <c>allow</c>, the default, lets them.</summary>
    public bool DeniesCalls => AccessDefault is { } action && !action.Equals("allow", StringComparison.OrdinalIgnoreCase);

    /// <summary><c>spec.logging.apiLogging</c>.</summary>
    public ApiLoggingSpec ApiLogging { get; init; } = new(false, false, false);

    /// <summary><c>spec.metrics</c>.</summary>
    public MetricsSpec Metrics { get; init; } = MetricsSpec.Default;

    /// <summary><c>spec.tracing</c>.</summary>
    public TracingSpec Tracing { get; init; } = TracingSpec.None;

    /// <summary>This one with every part that <paramref name="next"/> has taken from there.</summary>
    public ConfigurationSpec With(ConfigurationSpec next) => new(
        next.Name,
        next.Features.Count > 0 ? next.Features : Features,
        Last(SecretScopes, next.SecretScopes),
        Last(AllowedApis, next.AllowedApis),
        Last(DeniedApis, next.DeniedApis))
    {
        HttpPipeline = Last(HttpPipeline, next.HttpPipeline),
        AppHttpPipeline = Last(AppHttpPipeline, next.AppHttpPipeline),
        DeniedComponentTypes = Last(DeniedComponentTypes, next.DeniedComponentTypes),
        Metrics = Metrics.With(next.Metrics),
        Tracing = Tracing.With(next.Tracing),
        AccessDefault = next.AccessDefault ?? AccessDefault,
        HasAccessPolicies = HasAccessPolicies || next.HasAccessPolicies,
        ApiLogging = new(
            ApiLogging.Enabled || next.ApiLogging.Enabled,
            ApiLogging.ObfuscateUrls || next.ApiLogging.ObfuscateUrls,
            ApiLogging.OmitHealthChecks || next.ApiLogging.OmitHealthChecks),
    };

    /// <summary>Whether a feature is on.</summary>
    public bool HasFeature(string name) => Features.TryGetValue(name, out var on) && on;

    private static IReadOnlyList<T> Last<T>(IReadOnlyList<T> current, IReadOnlyList<T> next) => next.Count > 0 ? next : current;
}

/// <summary>A middleware component by name, e.g. <c>alias</c> of type <c>middleware.http.routeralias</c>.</summary>
/// <param name="Name">Name of the component.</param>
/// <param name="Type">Its type.</param>
/// <param name="Version">Its version; the empty text is <c>v1</c>.</param>
/// <param name="Where">Where it stands.</param>
/// <param name="Field">Path of the field.</param>
public sealed record PipelineHandler(string Name, string Type, string Version, ResourceLocation Where, string Field)
{
    /// <summary>Whether a component is the one that is meant.</summary>
    public bool Means(ComponentSpec component) => component.Name == Name && component.Type == Type && OrFirst(component.Version) == OrFirst(Version);

    private static string OrFirst(string version) => version.Length == 0 ? "v1" : version;
}

/// <summary>Which secrets of a store the app may read.</summary>
public sealed record SecretScope(string StoreName, bool DefaultAllow, IReadOnlyList<string> Allowed, IReadOnlyList<string> Denied);

/// <summary>An API by name, version and protocol.</summary>
public sealed record ApiRule(string Name, string Version, string Protocol);

/// <summary>Whether each call of the API is logged, and how.</summary>
/// <param name="Enabled">A line a call.</param>
/// <param name="ObfuscateUrls">Only which API is called, no path.</param>
/// <param name="OmitHealthChecks">No lines for the health API.</param>
public sealed record ApiLoggingSpec(bool Enabled, bool ObfuscateUrls, bool OmitHealthChecks);
