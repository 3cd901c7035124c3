using Fleet.Runtime.Resources;

namespace Fleet.Runtime.Hosting;

/// <summary>Which APIs a Configuration lets in: <c>spec.api.allowed</c> and <c>spec.api.denied</c>. Health is always let in.</summary>
internal static class ApiAccess
{
    /// <summary>Whether the API that a path belongs to may be called.</summary>
    public static bool Allows(ConfigurationSpec configuration, string rawPath)
    {
        if (configuration.AllowedApis.Count == 0 && configuration.DeniedApis.Count == 0)
            return true;
        if (rawPath.Split('/', 4) is [_, _, "healthz", ..] || rawPath.StartsWith("/v1.0-fleet/", StringComparison.Ordinal))
            return true;
        if (configuration.DeniedApis.Any(rule => Names(rule, rawPath)))
            return false;
        var allowed = configuration.AllowedApis.Where(IsForHttp).ToList();
        return allowed.Count == 0 || allowed.Exists(rule => Names(rule, rawPath));
    }

    // A rule names a group of APIs (v1, state), or, as in older files, the beginning of its paths (v1.0, state).
    private static bool Names(ApiRule rule, string rawPath)
    {
        if (!IsForHttp(rule))
            return false;
        var key = $"{rule.Version}/{rule.Name}";
        if (rawPath.AsSpan(1).StartsWith(key, StringComparison.Ordinal))
            return true;
        var segments = rawPath.Split('/', 4);
        return segments.Length > 2 && key == $"{Alias(segments[1])}/{segments[2]}";
    }

    private static bool IsForHttp(ApiRule rule) => rule.Protocol == "http";

    private static string Alias(string version) => version switch
    {
        "v1.0" => "v1",
        "v1.0-alpha1" => "v1alpha1",
        "v1.0-beta1" => "v1beta1",
        _ => version,
    };
}
