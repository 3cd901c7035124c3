using Fleet.Runtime.Resources;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Fleet.Runtime.Configuration;

/// <summary>
/// A file of configuration items, YAML or JSON: a mapping of keys to texts, or to mappings with <c>value</c>,
/// <c>version</c> and <c>metadata</c>.
/// </summary>
internal static class ConfigurationFile
{
    /// <summary>The items of a file's text.</summary>
    /// <exception cref="FormatException">It is no such file; the text names the line.</exception>
    public static Dictionary<string, ConfigurationItem> Parse(string text)
    {
        try
        {
            var stream = new YamlStream();
            stream.Load(new StringReader(text));
            if (stream.Documents.Count == 0 || YamlScalar.IsNull(stream.Documents[0].RootNode))
                return [];
            return Mapping(stream.Documents[0].RootNode, "the file").ToDictionary(item => item.Key, item => Item(item.Key, item.Value), StringComparer.Ordinal);
        }
        catch (YamlException broken)
        {
            throw new FormatException($"line {broken.Start.Line}: {(broken.InnerException ?? broken).Message}", broken);
        }
    }

    private static ConfigurationItem Item(string key, YamlNode node)
    {
        if (node is not YamlMappingNode)
            return new ConfigurationItem(Text(node, key));
        var item = new ConfigurationItem("");
        foreach (var (field, value) in Mapping(node, key))
        {
            item = field switch
            {
                "value" => item with { Value = Text(value, $"{key}.value") },
                "version" => item with { Version = Text(value, $"{key}.version") },
                "metadata" => item with { Metadata = Mapping(value, $"{key}.metadata").ToDictionary(pair => pair.Key, pair => Text(pair.Value, $"{key}.metadata.{pair.Key}"), StringComparer.Ordinal) },
                _ => throw Wrong(value, $"{key}.{field}", "is no field of an item, expected value, version or metadata"),
            };
        }

        return item;
    }

    private static IEnumerable<KeyValuePair<string, YamlNode>> Mapping(YamlNode node, string what) => node is YamlMappingNode mapping
        ? mapping.Children.Select(pair => KeyValuePair.Create(Text(pair.Key, what), pair.Value))
        : throw Wrong(node, what, $"is {YamlScalar.Describe(node)}, expected a mapping");

    private static string Text(YamlNode node, string what) => node is YamlScalarNode scalar
        ? YamlScalar.IsNull(node) ? "" : scalar.Value ?? ""
        : throw Wrong(node, what, $"is {YamlScalar.Describe(node)}, expected a text");

    private static FormatException Wrong(YamlNode node, string what, string message) => new($"line {node.Start.Line}: {what} {message}");
}
