using System.Text.Json;
using System.Text.Json.Nodes;
using Fleet.Runtime.Components;

namespace Fleet.Runtime.Secrets;

/// <summary>
/// <c>secretstores.local.file</c>: secrets in a JSON file, read when the store starts. What is nested becomes one name
/// with separators; with <c>multiValued</c> only below the first level, so that a secret has several keys.
/// </summary>
internal sealed class LocalFileSecretStore(ComponentContext context) : ISecretStore, IFeatured
{
    private readonly string separator = context.Metadata.Text("nestedSeparator") ?? ":";
    private readonly bool isMultiValued = context.Metadata.Boolean("multiValued");
    private Dictionary<string, IReadOnlyDictionary<string, string>> secrets = [];

    /// <summary>How YAML names it, and what it knows.</summary>
    public static ComponentType Type { get; } = new(
        "secretstores.local.file",
        [new("secretsFile", Required: true), new("nestedSeparator"), new("multiValued", FieldKind.Boolean)],
        context => new LocalFileSecretStore(context));

    /// <inheritdoc/>
    public IReadOnlyList<string> Features => isMultiValued ? ["MULTIPLE_KEY_VALUES_PER_SECRET"] : [];

    /// <inheritdoc/>
    public async Task InitAsync(CancellationToken cancellationToken)
    {
        var path = Locate(context.Metadata.Required("secretsFile"));
        try
        {
            var json = JsonNode.Parse(await File.ReadAllBytesAsync(path, cancellationToken)) as JsonObject
                ?? throw new ComponentException($"{path} holds no JSON object");
            secrets = isMultiValued ? MultiValued(json) : SingleValued(json);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or JsonException)
        {
            throw new ComponentException($"cannot read secrets from {path}: {failure.Message}", failure);
        }
    }

    /// <inheritdoc/>
    public Task<IReadOnlyDictionary<string, string>?> GetAsync(string name, CancellationToken cancellationToken) =>
        Task.FromResult(secrets.GetValueOrDefault(name));

    /// <inheritdoc/>
    public Task<IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>>> GetAllAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>>>(secrets);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    // Secrets lie beside the component files more often than beside the data, and daprd looks from where it was started.
    private string Locate(string path)
    {
        var beside = context.ResolvePath(path);
        return File.Exists(beside) ? beside : Path.GetFullPath(path);
    }

    private Dictionary<string, IReadOnlyDictionary<string, string>> SingleValued(JsonObject json) =>
        Flatten("", json).ToDictionary(pair => pair.Name, pair => (IReadOnlyDictionary<string, string>)One(pair.Name, pair.Value), StringComparer.Ordinal);

    // Of the first level, texts and objects are secrets; the rest is passed over.
    private Dictionary<string, IReadOnlyDictionary<string, string>> MultiValued(JsonObject json)
    {
        var multi = new Dictionary<string, IReadOnlyDictionary<string, string>>(StringComparer.Ordinal);
        foreach (var (name, value) in json)
        {
            if (value is JsonObject nested)
                multi[name] = Flatten("", nested).ToDictionary(pair => pair.Name, pair => pair.Value, StringComparer.Ordinal);
            else if (value is JsonValue && value.GetValueKind() == JsonValueKind.String)
                multi[name] = One(name, value.GetValue<string>());
        }

        return multi;
    }

    private static Dictionary<string, string> One(string name, string value) => new(StringComparer.Ordinal) { [name] = value };

    private IEnumerable<(string Name, string Value)> Flatten(string prefix, JsonNode? node) => node switch
    {
        JsonObject nested => nested.SelectMany(pair => Flatten(Join(prefix, pair.Key), pair.Value)),
        JsonArray list => list.Index().SelectMany(pair => Flatten(Join(prefix, pair.Index.ToString(System.Globalization.CultureInfo.InvariantCulture)), pair.Item)),
        _ => [(prefix, node?.ToString() ?? "")],
    };

    private string Join(string prefix, string name) => prefix.Length == 0 ? name : prefix + separator + name;
}
