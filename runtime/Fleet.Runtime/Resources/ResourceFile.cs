using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Fleet.Runtime.Resources;

/// <summary>
/// What one file declares. Its documents are read each on its own, so that a broken one costs only itself; documents of
/// other kinds than Dapr's are passed over in silence.
/// </summary>
public sealed class ResourceFile
{
    private readonly List<ComponentSpec> components = [];
    private readonly List<SubscriptionSpec> subscriptions = [];
    private readonly List<ResiliencySpec> resiliencies = [];
    private readonly List<HttpEndpointSpec> httpEndpoints = [];
    private readonly List<ConfigurationSpec> configurations = [];
    private readonly List<ResourceMistake> mistakes = [];

    private ResourceFile(string file, string text)
    {
        (Path, Text) = (file, text);
        foreach (var (lineOffset, document) in Split(text))
            Read(new ResourceDocument(file, lineOffset), document);
    }

    /// <summary>Path, as mistakes name it.</summary>
    public string Path { get; }

    /// <summary>Its content.</summary>
    public string Text { get; }

    /// <summary>What it declares but for configurations, which no resource folder holds.</summary>
    public ResourceSet Resources => new(components, subscriptions, resiliencies, httpEndpoints, mistakes);

    /// <summary>Whether a document holds something that daprd cannot read.</summary>
    public bool HasUnreadable { get; private set; }

    /// <summary>Its <c>kind: Configuration</c> documents.</summary>
    public IReadOnlyList<ConfigurationSpec> Configurations => configurations;

    /// <summary>Reads the text of a file; mistakes are gathered, never thrown.</summary>
    /// <param name="file">Path, as mistakes name it.</param>
    /// <param name="text">Content.</param>
    public static ResourceFile Parse(string file, string text) => new(file, text);

    /// <summary>A file that cannot be read: it declares nothing.</summary>
    /// <param name="file">Path, as mistakes name it.</param>
    /// <param name="reason">Why it cannot be read.</param>
    public static ResourceFile Unreadable(string file, string reason)
    {
        var empty = Parse(file, "");
        empty.mistakes.Add(new ResourceMistake(new ResourceLocation(file, 1), "file", $"cannot be read: {reason}"));
        return empty;
    }

    private static IEnumerable<(int LineOffset, string Text)> Split(string text)
    {
        var lines = text.ReplaceLineEndings("\n").Split('\n');
        var first = 0;
        for (var line = 0; line <= lines.Length; line++)
        {
            if (line < lines.Length && !lines[line].StartsWith("---", StringComparison.Ordinal))
                continue;
            yield return (first, string.Join('\n', lines[first..line]));
            first = line + 1;
        }
    }

    private void Read(ResourceDocument document, string text)
    {
        try
        {
            if (YamlText.Root(text) is { } root && !YamlScalar.IsNull(root))
                Read(document, root, text);
        }
        catch (YamlException broken)
        {
            document.ReportAndPassOver(broken.Start, "document", $"is no YAML: {(broken.InnerException ?? broken).Message}");
        }

        mistakes.AddRange(document.Mistakes);
        HasUnreadable |= document.PassedOver;
    }

    private void Read(ResourceDocument document, YamlNode node, string text)
    {
        if (node is not YamlMappingNode mapping)
        {
            document.ReportAndPassOver(node.Start, "document", $"is {YamlScalar.Describe(node)}, expected a mapping with apiVersion, kind, metadata and spec");
            return;
        }

        var root = new FieldReader(document, mapping, "");
        switch (root.Text("kind"))
        {
            case "Component":
                Keep(document, components, ComponentReader.Read(root));
                break;
            case "Subscription":
                Keep(document, subscriptions, SubscriptionReader.Read(root) with { Source = text });
                break;
            case "Resiliency":
                Keep(document, resiliencies, ResiliencyReader.Read(root) with { Source = text });
                break;
            case "HTTPEndpoint":
                Keep(document, httpEndpoints, ComponentReader.ReadHttpEndpoint(root));
                break;
            case "Configuration":
                Keep(document, configurations, ConfigurationReader.Read(root));
                break;
            case null:
                root.Report("kind", "is missing, expected Component, Configuration, HTTPEndpoint, Resiliency or Subscription");
                break;
            case var kind when root.Text("apiVersion")?.StartsWith("dapr.io/", StringComparison.Ordinal) == true:
                root.Report("kind", $"is '{kind}', expected Component, Configuration, HTTPEndpoint, Resiliency or Subscription");
                break;
        }
    }

    private static void Keep<T>(ResourceDocument document, List<T> list, T resource)
    {
        if (!document.PassedOver)
            list.Add(resource);
    }
}
