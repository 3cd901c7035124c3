using System.Globalization;
using YamlDotNet.RepresentationModel;

namespace Fleet.Cli.RunFiles;

/// <summary>The <c>common</c> section or one app: its well-formed fields, and the folder its paths are relative to.</summary>
internal sealed class RunFileSection(string name, int line, string directory)
{
    private readonly Dictionary<string, YamlNode> fields = new(StringComparer.Ordinal);

    /// <summary>Where the section stands, e.g. <c>apps[0]</c>.</summary>
    public string Name => name;

    /// <summary>First line of the section, from 1.</summary>
    public int Line => line;

    /// <summary>Takes a field that was checked.</summary>
    public void Take(string field, YamlNode value) => fields[field] = value;

    /// <summary>Line of a field; the section's when the field is absent.</summary>
    public int LineOf(string field) => fields.TryGetValue(field, out var node) ? (int)node.Start.Line : line;

    public string? Text(string field) =>
        fields.TryGetValue(field, out var node) && node is YamlScalarNode { Value: { Length: > 0 } value } ? value : null;

    /// <summary>Whether the field is there and says nothing, which turns off what it would be the address of.</summary>
    public bool? IsEmpty(string field) => fields.TryGetValue(field, out var node) ? node is YamlScalarNode { Value: null or "" } : null;

    public int? Whole(string field) =>
        int.TryParse(Text(field), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>A port; null when it is absent or left to chance (0 or -1).</summary>
    public int? Port(string field) => Whole(field) is > 0 and var port ? port : null;

    public bool? Flag(string field) => bool.TryParse(Text(field), out var flag) ? flag : null;

    public long? Bytes(string field) => Text(field) is { } text ? FieldCheck.Bytes(text) : null;

    public IReadOnlyList<string> Texts(string field) => fields.GetValueOrDefault(field) switch
    {
        YamlSequenceNode list => [.. list.Children.OfType<YamlScalarNode>().Select(node => node.Value ?? "")],
        YamlScalarNode { Value: { Length: > 0 } value } => value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries),
        _ => [],
    };

    public IEnumerable<KeyValuePair<string, string>> Map(string field) =>
        fields.GetValueOrDefault(field) is YamlMappingNode map
            ? map.Children.Select(pair => KeyValuePair.Create(((YamlScalarNode)pair.Key).Value ?? "", ((YamlScalarNode)pair.Value).Value ?? ""))
            : [];

    /// <summary>A path, absolute; <c>~</c> is the home directory.</summary>
    public string? Path(string field) => Text(field) is { } text ? Absolute(text) : null;

    /// <summary>The resource folders: the list, then the older single field.</summary>
    public IReadOnlyList<string> ResourcesPaths() => [.. Texts("resourcesPaths").Concat(Texts("resourcesPath")).Select(Absolute)];

    /// <summary>Makes a path of this section absolute.</summary>
    public string Absolute(string path)
    {
        var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        var expanded = path == "~" || path.StartsWith("~/", StringComparison.Ordinal) ? home + path[1..] : path;
        return System.IO.Path.TrimEndingDirectorySeparator(System.IO.Path.GetFullPath(expanded, directory));
    }
}
