namespace Fleet.Runtime.Resources;

/// <summary>Reads <c>kind: Configuration</c>. Parts that only daprd acts on are known and left alone.</summary>
internal static class ConfigurationReader
{
    public static ConfigurationSpec Read(FieldReader root)
    {
        var name = ResourceHeader.OptionalName(root, "dapr.io/v1alpha1");
        var spec = root.Object("spec");
        var read = spec is null ? ConfigurationSpec.Default with { Name = name } : Spec(name, spec);
        spec?.Skip("mtls", "nameResolution", "wasm", "workflow", "mcp");
        spec?.Done();
        root.Done();
        return read;
    }

    private static ConfigurationSpec Spec(string name, FieldReader spec)
    {
        var api = spec.Object("api");
        var components = spec.Object("components");
        var access = AccessControlReader.Read(spec);
        var read = new ConfigurationSpec(name, Features(spec), SecretScopes(spec), api is null ? [] : Rules(api, "allowed"), api is null ? [] : Rules(api, "denied"))
        {
            HttpPipeline = Pipeline(spec, "httpPipeline"),
            AppHttpPipeline = Pipeline(spec, "appHttpPipeline"),
            DeniedComponentTypes = components?.Texts("deny") ?? [],
            Metrics = MetricsReader.Read(spec),
            Tracing = TracingReader.Read(spec),
            AccessDefault = access.Default,
            HasAccessPolicies = access.HasPolicies,
            ApiLogging = ApiLogging(spec),
        };
        api?.Done();
        components?.Done();
        return read;
    }

    private static Dictionary<string, bool> Features(FieldReader spec)
    {
        var features = new Dictionary<string, bool>(StringComparer.Ordinal);
        foreach (var feature in spec.Items("features"))
        {
            features[feature.RequiredText("name")] = feature.Boolean("enabled") ?? false;
            feature.Done();
        }

        return features;
    }

    private static List<SecretScope> SecretScopes(FieldReader spec)
    {
        if (spec.Object("secrets") is not { } secrets)
            return [];
        var scopes = new List<SecretScope>();
        foreach (var scope in secrets.Items("scopes"))
        {
            var store = scope.RequiredText("storeName");
            if (scopes.Exists(other => other.StoreName == store))
                scope.ReportFatal("storeName", $"is '{store}' for the second time, expected one scope a store");
            scopes.Add(new SecretScope(
                store,
                scope.OneOf("defaultAccess", "allow", "deny") != "deny",
                scope.Texts("allowedSecrets"),
                scope.Texts("deniedSecrets")));
            scope.Done();
        }

        secrets.Done();
        return scopes;
    }

    private static List<ApiRule> Rules(FieldReader api, string field)
    {
        var rules = new List<ApiRule>();
        foreach (var rule in api.Items(field))
        {
            rules.Add(new ApiRule(rule.RequiredText("name"), rule.Text("version") ?? "", rule.OneOf("protocol", "http", "grpc") ?? ""));
            if (!rule.Has("protocol"))
                rule.Report("protocol", "is missing, expected http or grpc; the rule does nothing");
            rule.Done();
        }

        return rules;
    }

    private static ApiLoggingSpec ApiLogging(FieldReader spec)
    {
        var logging = spec.Object("logging");
        var calls = logging?.Object("apiLogging");
        var read = new ApiLoggingSpec(calls?.Boolean("enabled") ?? false, calls?.Boolean("obfuscateURLs") ?? false, calls?.Boolean("omitHealthChecks") ?? false);
        calls?.Done();
        logging?.Done();
        return read;
    }

    private static List<PipelineHandler> Pipeline(FieldReader spec, string field)
    {
        if (spec.Object(field) is not { } pipeline)
            return [];
        var handlers = new List<PipelineHandler>();
        foreach (var handler in pipeline.Items("handlers"))
        {
            handlers.Add(new PipelineHandler(handler.RequiredText("name"), handler.RequiredText("type"), handler.Text("version") ?? "", handler.Where, handler.FullName("name")));
            handler.Skip("selector");
            handler.Done();
        }

        pipeline.Done();
        return handlers;
    }
}
