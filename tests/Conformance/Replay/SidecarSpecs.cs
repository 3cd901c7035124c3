using System.Collections;
using System.Text.Json.Nodes;
using Fleet.Runtime.Components;
using Fleet.Runtime.Hosting;

namespace Fleet.Tests.Conformance.Replay;

/// <summary>Turns the sidecars of a scenario into options, with their resource files laid out.</summary>
public static class SidecarSpecs
{
    /// <summary>The sidecar of <paramref name="node"/>; its resources are copied into <c>${TMP}/res-KEY</c>.</summary>
    public static SidecarSpec Create(JsonNode node, Variables variables, string ns)
    {
        var key = (string)node["key"]!;
        var resources = LayOut(node, key, variables);
        var flags = (node["flags"] as JsonArray ?? []).Select(flag => flag!.ToString()).ToList();
        var options = new SidecarOptions
        {
            AppId = (string)node["appId"]!,
            AppPort = (bool?)node["app"] == false ? null : int.Parse(variables["APP_PORT_" + key]),
            HttpPort = int.Parse(variables["HTTP_PORT_" + key]),
            ResourcePaths = [resources],
            ConfigPaths = Config(node, key, variables),
            Environment = EnvironmentOf(node, ns),
            Namespace = ns,
            HasPlacement = (bool?)node["noPlacement"] != true,
        };
        return new SidecarSpec(key, WithFlags(options, flags), flags);
    }

    private static string LayOut(JsonNode node, string key, Variables variables)
    {
        var folder = Path.Combine(variables["TMP"], "res-" + key);
        if (Directory.Exists(folder))
            return folder;
        Directory.CreateDirectory(folder);
        foreach (var name in node["resources"] as JsonArray ?? [])
        {
            var source = Recording.Find(Path.Combine("resources", variables.In((string)name!)));
            foreach (var file in Directory.EnumerateFiles(source, "*", SearchOption.AllDirectories))
            {
                var target = Path.Combine(folder, Path.GetRelativePath(source, file));
                Directory.CreateDirectory(Path.GetDirectoryName(target)!);
                File.WriteAllText(target, variables.In(File.ReadAllText(file)));
            }
        }

        return folder;
    }

    private static IReadOnlyList<string> Config(JsonNode node, string key, Variables variables)
    {
        if (node["config"] is not { } name)
            return [];
        var source = Recording.Find(Path.Combine("resources", "configs", (string)name! + ".yaml"));
        var target = Path.Combine(variables["TMP"], $"config-{key}.yaml");
        File.WriteAllText(target, variables.In(File.ReadAllText(source)));
        return [target];
    }

    private static Dictionary<string, string> EnvironmentOf(JsonNode node, string ns)
    {
        var environment = Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
            .Where(item => !((string)item.Key).StartsWith("DAPR_", StringComparison.Ordinal))
            .ToDictionary(item => (string)item.Key, item => (string?)item.Value ?? "", StringComparer.Ordinal);
        environment["NAMESPACE"] = ns;
        foreach (var (name, value) in node["env"] as JsonObject ?? [])
            environment[name] = value!.ToString();
        return environment;
    }

    private static SidecarOptions WithFlags(SidecarOptions options, List<string> flags)
    {
        string? Value(string name) => flags.IndexOf(name) is >= 0 and var at && at + 1 < flags.Count ? flags[at + 1] : null;
        return options with
        {
            AppMaxConcurrency = int.Parse(Value("--app-max-concurrency") ?? "0"),
            AllowedOrigins = Value("--allowed-origins") ?? options.AllowedOrigins,
            MaxBodySize = Value("--max-body-size") is { } size ? Bytes(size) : options.MaxBodySize,
            AppHealth = options.AppHealth with
            {
                Enabled = flags.Contains("--enable-app-health-check"),
                Path = Value("--app-health-check-path") ?? options.AppHealth.Path,
                Interval = TimeSpan.FromSeconds(int.Parse(Value("--app-health-probe-interval") ?? "5")),
                Threshold = int.Parse(Value("--app-health-threshold") ?? "3"),
            },
        };
    }

    private static long Bytes(string size) => size switch
    {
        _ when size.EndsWith("Mi", StringComparison.Ordinal) => long.Parse(size[..^2]) * 1024 * 1024,
        _ when size.EndsWith("Ki", StringComparison.Ordinal) => long.Parse(size[..^2]) * 1024,
        _ => throw new ComponentException($"unknown size {size}"),
    };
}
