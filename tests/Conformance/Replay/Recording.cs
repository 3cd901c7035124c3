using System.Text.Json.Nodes;

namespace Fleet.Tests.Conformance.Replay;

/// <summary>One scenario recorded from a genuine daprd, in one of its variants.</summary>
/// <param name="Scenario">The file's JSON.</param>
/// <param name="Variant">Values of its matrix, e.g. <c>store=sqlite</c>.</param>
public sealed record Recording(JsonNode Scenario, IReadOnlyDictionary<string, string> Variant)
{
    /// <summary>Folder of all recordings.</summary>
    public static string Root { get; } = Path.Combine(AppContext.BaseDirectory, "Recordings");

    /// <summary>Folder of scenarios of the same form that nobody recorded: what Dapr's documentation and source say.</summary>
    public static string Written { get; } = Path.Combine(AppContext.BaseDirectory, "Written");

    /// <summary>Name of the scenario.</summary>
    public string Name => (string)Scenario["name"]!;

    /// <summary>Name of the variant as <c>expectFor</c> has it; empty without a matrix.</summary>
    public string VariantName => string.Join(',', Variant.OrderBy(item => item.Key, StringComparer.Ordinal).Select(item => $"{item.Key}={item.Value}"));

    /// <summary>What a person calls it.</summary>
    public string Id => Variant.Count == 0 ? Name : $"{Name} {VariantName}";

    /// <summary>Whether it needs a Redis server.</summary>
    public bool NeedsRedis =>
        Variant.Values.Contains("redis") || (Scenario["servers"]?.AsArray().Any(server => (string?)server == "redis") ?? false);

    /// <summary>All variants of all scenarios of a block.</summary>
    public static IEnumerable<Recording> OfBlock(string block) =>
        Directory.EnumerateFiles(Find(block), "*.json").Order(StringComparer.Ordinal).SelectMany(Load);

    /// <summary>A file or folder of the recordings, or else of what is written.</summary>
    public static string Find(string path) => Path.Combine(Root, path) is var recorded && Path.Exists(recorded) ? recorded : Path.Combine(Written, path);

    private static IEnumerable<Recording> Load(string file)
    {
        var scenario = JsonNode.Parse(File.ReadAllText(file))!;
        IEnumerable<Dictionary<string, string>> variants = [[]];
        foreach (var (name, values) in scenario["matrix"]?.AsObject() ?? [])
            variants = [.. variants.SelectMany(_ => values!.AsArray(), (variant, value) => new Dictionary<string, string>(variant) { [name] = (string)value! })];
        return variants.Select(variant => new Recording(scenario, variant));
    }
}
