using System.Text.Json.Nodes;
using YamlDotNet.RepresentationModel;

namespace Fleet.Runtime.Resources;

/// <summary>Reads <c>kind: Component</c> and what it shares with <c>kind: HTTPEndpoint</c>.</summary>
internal static class ComponentReader
{
    public static ComponentSpec Read(FieldReader root)
    {
        var name = ResourceHeader.Name(root, "dapr.io/v1alpha1");
        var spec = root.Object("spec");
        var component = new ComponentSpec(
            name,
            Type: spec?.Text("type") ?? "",
            Version: spec?.Text("version") ?? "",
            Metadata: spec is null ? [] : Items(spec, "metadata"),
            Scopes: root.Texts("scopes"),
            SecretStore: SecretStore(root),
            IgnoreErrors: spec?.Boolean("ignoreErrors") ?? false,
            InitTimeout: spec is null ? null : InitTimeout(spec),
            Where: root.Where)
        {
            Namespace = ResourceHeader.Namespace(root),
            TypeWhere = spec?.WhereIs("type") ?? root.Where,
            VersionWhere = spec?.WhereIs("version") ?? root.Where,
        };
        spec?.Done();
        root.Done();
        return component;
    }

    public static HttpEndpointSpec ReadHttpEndpoint(FieldReader root)
    {
        var name = ResourceHeader.Name(root, "dapr.io/v1alpha1");
        var spec = root.Object("spec");
        if (spec is null)
            root.RequiredText("spec");
        var url = spec?.RequiredText("baseUrl") ?? "";
        if (url.Length > 0 && !(Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"))
            spec!.Report("baseUrl", $"is '{url}', expected an absolute http or https URL");
        var endpoint = new HttpEndpointSpec(name, url, spec is null ? [] : Items(spec, "headers"), root.Texts("scopes"), root.Where)
        {
            Namespace = ResourceHeader.Namespace(root),
            SecretStore = SecretStore(root),
        };
        spec?.Skip("clientTLS");
        spec?.Done();
        root.Done();
        return endpoint;
    }

    private static string? SecretStore(FieldReader root)
    {
        var auth = root.Object("auth");
        var store = auth?.Text("secretStore");
        auth?.Done();
        return store;
    }

    // daprd takes its default for a limit it cannot read, so the component stays.
    private static TimeSpan? InitTimeout(FieldReader spec)
    {
        if (spec.Text("initTimeout") is not { Length: > 0 } text)
            return null;
        if (Components.GoDuration.TryParse(text, out var limit) && limit > TimeSpan.Zero)
            return limit;
        spec.Report("initTimeout", $"is '{text}', expected a duration such as 5s or 1m30s");
        return null;
    }

    private static List<MetadataItem> Items(FieldReader spec, string field)
    {
        var items = new List<MetadataItem>();
        foreach (var item in spec.Items(field))
        {
            var name = item.RequiredText("name");
            var secret = item.Object("secretKeyRef");
            var secretName = secret?.Text("name");
            var secretKey = secret?.Text("key");
            secret?.Done();
            var read = new MetadataItem(name, item.Read("value", "a value", AsText), secretName, secretKey ?? secretName, item.Text("envRef"), item.Where);
            if (new[] { read.Value, read.SecretName, read.EnvRef }.Count(value => value is not null) > 1)
                item.Report("value", "stands beside another source, expected only one of value, secretKeyRef and envRef");
            if (items.Any(other => other.Name.Equals(name, StringComparison.OrdinalIgnoreCase)))
                item.Report("name", $"is '{name}' for the second time; the last one counts");
            item.Done();
            items.Add(read);
        }

        return items;
    }

    private static string? AsText(YamlNode node) => node is YamlScalarNode ? YamlScalar.AsText(node) : Json(node)?.ToJsonString();

    private static JsonNode? Json(YamlNode node) => node switch
    {
        YamlMappingNode mapping => new JsonObject(mapping.Children.Select(pair => KeyValuePair.Create(YamlScalar.AsText(pair.Key) ?? "", Json(pair.Value)))),
        YamlSequenceNode list => new JsonArray([.. list.Select(Json)]),
        _ when YamlScalar.IsNull(node) => null,
        _ when YamlScalar.Boolean(node) is { } truth => truth,
        _ when YamlScalar.Number(node) is { } number => number,
        _ => (node as YamlScalarNode)?.Value,
    };
}
