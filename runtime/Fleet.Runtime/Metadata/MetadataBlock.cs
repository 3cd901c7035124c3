using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Fleet.Runtime.Bindings;
using Fleet.Runtime.Components;
using Fleet.Runtime.Hosting;
using Fleet.Runtime.State;

namespace Fleet.Runtime.Metadata;

/// <summary>What a sidecar tells of itself; every block adds its part.</summary>
internal sealed class MetadataBlock(Sidecar sidecar) : SidecarBlock(sidecar)
{
    /// <summary>The release of Dapr whose API this is.</summary>
    public const string DaprVersion = DaprRelease.Version;

    private const string VersionKey = "daprRuntimeVersion";

    // The order in which daprd tells of itself.
    private static readonly string[] Order =
    [
        "id", "runtimeVersion", "enabledFeatures", "actors", "components", "extended", "subscriptions", "httpEndpoints",
        "appConnectionProperties", "actorRuntime", "scheduler", "workflows",
    ];

    private readonly ConcurrentDictionary<string, string> extended = new(StringComparer.Ordinal) { [VersionKey] = DaprVersion };

    /// <summary>Sets an attribute that <c>extended</c> shows; the runtime's version stays what it is.</summary>
    public void Extend(string name, string value)
    {
        if (name != VersionKey)
            extended[name] = value;
    }

    /// <summary>The answer of <c>GET /v1.0/metadata</c>.</summary>
    public JsonObject Collect()
    {
        var metadata = new JsonObject { ["id"] = Sidecar.AppId, ["runtimeVersion"] = DaprVersion };
        if (EnabledFeatures() is { Count: > 0 } features)
            metadata["enabledFeatures"] = new JsonArray([.. features.Select(feature => (JsonNode)feature)]);
        foreach (var block in Sidecar.Blocks)
            block.Describe(metadata);
        return new JsonObject(metadata.OrderBy(field => Array.IndexOf(Order, field.Key)).Select(field => KeyValuePair.Create(field.Key, field.Value?.DeepClone())));
    }

    /// <inheritdoc/>
    public override void Describe(JsonObject metadata)
    {
        metadata["extended"] = new JsonObject(extended.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)pair.Value)));
        metadata["appConnectionProperties"] = AppConnection();
        if (Sidecar.Components.All.Count > 0)
            metadata["components"] = new JsonArray([.. Sidecar.Components.All.Select(Component)]);
        if (Sidecar.Resources.HttpEndpoints.Count > 0)
            metadata["httpEndpoints"] = new JsonArray([.. Sidecar.Resources.HttpEndpoints.Select(endpoint => new JsonObject { ["name"] = endpoint.Name })]);
        metadata["scheduler"] = new JsonObject { ["connected_addresses"] = new JsonArray([.. SchedulerAddresses()]) };
        metadata["workflows"] = new JsonObject();
    }

    // Dapr keeps reminders in its scheduler unless a configuration says otherwise, and tells so as a feature.
    private List<string> EnabledFeatures() =>
        [.. Sidecar.Resources.Configuration.Features.Prepend(new("SchedulerReminders", true)).GroupBy(feature => feature.Key).Where(feature => feature.Last().Value).Select(feature => feature.Key)];

    // The scheduler is part of the process that serves the sidecar's own port.
    private IEnumerable<JsonNode> SchedulerAddresses()
    {
        if (Sidecar.Options.HttpPort is { } port)
            yield return $"127.0.0.1:{port}";
    }

    private JsonObject AppConnection()
    {
        var options = Sidecar.Options;
        var connection = new JsonObject();
        if (options.AppPort is { } port)
            connection["port"] = port;
        connection["protocol"] = options.AppProtocol;
        connection["channelAddress"] = options.AppChannelAddress;
        if (options.AppMaxConcurrency > 0)
            connection["maxConcurrency"] = options.AppMaxConcurrency;
        if (options.AppHealth.Enabled)
            connection["health"] = Health(options.AppHealth);
        return connection;
    }

    private static JsonObject Health(AppHealthOptions health) => new()
    {
        ["healthCheckPath"] = health.Path,
        ["healthProbeInterval"] = GoDuration.Format(health.Interval),
        ["healthProbeTimeout"] = GoDuration.Format(health.Timeout),
        ["healthThreshold"] = health.Threshold,
    };

    private static JsonObject Component(LoadedComponent loaded)
    {
        var component = new JsonObject { ["name"] = loaded.Spec.Name, ["type"] = loaded.Spec.Type };
        if (loaded.Spec.Version.Length > 0)
            component["version"] = loaded.Spec.Version;
        if (Capabilities(loaded.Component).ToList() is { Count: > 0 } capabilities)
            component["capabilities"] = new JsonArray([.. capabilities.Select(capability => (JsonNode)capability)]);
        return component;
    }

    private static IEnumerable<string> Capabilities(IComponent component)
    {
        if (component is IStateStore)
            yield return "ETAG";
        if (component is ITransactionalStateStore)
        {
            yield return "TRANSACTIONAL";
            yield return "TTL";
        }

        foreach (var feature in (component as IFeatured)?.Features ?? [])
            yield return feature;
        if (component is ITransactionalStateStore)
            yield return "ACTOR";
        if (component is IInputBinding)
            yield return "INPUT_BINDING";
        if (component is IOutputBinding)
            yield return "OUTPUT_BINDING";
    }
}
