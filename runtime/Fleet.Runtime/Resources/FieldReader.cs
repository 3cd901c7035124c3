using Fleet.Runtime.Cel;
using Fleet.Runtime.Components;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Fleet.Runtime.Resources;

/// <summary>
/// Reads the fields of a YAML mapping and reports what does not fit. Every field that is read is known; <see cref="Done"/>
/// reports the others.
/// </summary>
internal sealed class FieldReader(ResourceDocument document, YamlMappingNode mapping, string path)
{
    private readonly HashSet<string> known = new(StringComparer.Ordinal);

    /// <summary>Where the mapping begins.</summary>
    public ResourceLocation Where => document.At(mapping.Start);

    /// <summary>Whether a field is there and holds something.</summary>
    public bool Has(string name) => Find(name) is not null;

    /// <summary>Where a field stands; the mapping when it is absent.</summary>
    public ResourceLocation WhereIs(string name) => document.At(MarkOf(name));

    /// <summary>Path of a field in the document.</summary>
    public string FullName(string name) => PathOf(name);

    /// <summary>Text, or null. A number or truth value is taken for its text, as daprd does.</summary>
    public string? Text(string name) => Read(name, "text", YamlScalar.AsText);

    /// <summary>Text that must be there; without it the document is passed over.</summary>
    public string RequiredText(string name)
    {
        var text = Text(name);
        if (string.IsNullOrEmpty(text) && !document.PassedOver)
            document.ReportAndPassOver(MarkOf(name), PathOf(name), "is missing, expected text");
        return text ?? "";
    }

    /// <summary>One of some words, or null.</summary>
    public string? OneOf(string name, params IReadOnlyList<string> words) =>
        Read(name, string.Join(" or ", words), node => words.FirstOrDefault(word => word.Equals(YamlScalar.AsText(node), StringComparison.OrdinalIgnoreCase)));

    /// <summary>A truth value, or null.</summary>
    public bool? Boolean(string name) => Read(name, "true or false", YamlScalar.Boolean);

    /// <summary>A whole number from <paramref name="minimum"/>, or null.</summary>
    public int? Number(string name, int minimum) =>
        Read<int?>(name, minimum == int.MinValue ? "a whole number" : $"a whole number from {minimum}", node =>
            YamlScalar.Number(node) is { } number && number == decimal.Truncate(number) && number >= minimum && number <= int.MaxValue ? (int)number : null);

    /// <summary>A duration: Go's text, or a whole number of milliseconds; or null.</summary>
    public TimeSpan? Duration(string name) => Read<TimeSpan?>(name, "a duration such as 500ms, 5s or 1m30s", node => ParseDuration(node));

    /// <summary>A CEL expression that can be read, or null.</summary>
    public string? Expression(string name)
    {
        if (Text(name) is not { Length: > 0 } text)
            return null;
        try
        {
            return CelExpression.Parse(text).Text;
        }
        catch (CelSyntaxException broken)
        {
            document.ReportAndPassOver(MarkOf(name), PathOf(name), $"is '{text}', expected a CEL expression: {broken.Message}");
            return null;
        }
    }

    /// <summary>Reads a field by <paramref name="parse"/>, which gives null for what it does not take; null when absent.</summary>
    public T? Read<T>(string name, string expected, Func<YamlNode, T?> parse)
    {
        if (Find(name) is not { } node)
            return default;
        var value = parse(node);
        if (value is null)
            document.ReportAndPassOver(node.Start, PathOf(name), $"is {YamlScalar.Describe(node)}, expected {expected}");
        return value;
    }

    /// <summary>A list of texts; empty when absent.</summary>
    public IReadOnlyList<string> Texts(string name)
    {
        var texts = new List<string>();
        foreach (var (index, node) in List(name).Index())
        {
            if (!YamlScalar.IsNull(node) && YamlScalar.AsText(node) is { } text)
                texts.Add(text);
            else
                document.ReportAndPassOver(node.Start, $"{PathOf(name)}[{index}]", $"is {YamlScalar.Describe(node)}, expected text");
        }

        return texts;
    }

    /// <summary>A mapping of texts; empty when absent.</summary>
    public IReadOnlyDictionary<string, string> TextMap(string name) =>
        Object(name) is { } inner
            ? inner.Names.Select(key => (Key: key, Value: inner.Text(key))).Where(pair => pair.Value is not null).ToDictionary(pair => pair.Key, pair => pair.Value!, StringComparer.Ordinal)
            : new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Names of all fields.</summary>
    public IReadOnlyList<string> Names => [.. mapping.Children.Keys.OfType<YamlScalarNode>().Select(key => key.Value ?? "")];

    /// <summary>A mapping inside this one, or null.</summary>
    public FieldReader? Object(string name) =>
        Read(name, "a mapping", node => node is YamlMappingNode inner ? new FieldReader(document, inner, PathOf(name)) : null);

    /// <summary>A mapping inside this one whose names are free; each is read by <paramref name="read"/>.</summary>
    public IReadOnlyDictionary<string, T> Map<T>(string name, Func<FieldReader, string, T?> read)
    {
        var values = new Dictionary<string, T>(StringComparer.Ordinal);
        if (Object(name) is { } inner)
        {
            foreach (var key in inner.Names)
            {
                if (read(inner, key) is { } value)
                    values[key] = value;
            }
        }

        return values;
    }

    /// <summary>The mappings of a list; empty when absent.</summary>
    public IEnumerable<FieldReader> Items(string name)
    {
        foreach (var (index, node) in List(name).Index())
        {
            if (node is YamlMappingNode inner)
                yield return new FieldReader(document, inner, $"{PathOf(name)}[{index}]");
            else
                document.ReportAndPassOver(node.Start, $"{PathOf(name)}[{index}]", $"is {YamlScalar.Describe(node)}, expected a mapping");
        }
    }

    /// <summary>Takes fields as they are: they are known, but nothing here reads them.</summary>
    public void Skip(params IReadOnlyList<string> names) => known.UnionWith(names);

    /// <summary>A mistake in one field.</summary>
    public void Report(string name, string message) => document.Report(MarkOf(name), PathOf(name), message);

    /// <summary>A mistake in one field for which daprd passes over the whole document.</summary>
    public void ReportAndPassOver(string name, string message) => document.ReportAndPassOver(MarkOf(name), PathOf(name), message);

    /// <summary>A mistake in one field with which daprd, too, would not start.</summary>
    public void ReportFatal(string name, string message) => document.ReportFatal(MarkOf(name), PathOf(name), message);

    /// <summary>Reports the fields that nobody has read.</summary>
    public void Done()
    {
        foreach (var key in mapping.Children.Keys)
        {
            var name = (key as YamlScalarNode)?.Value ?? "";
            if (!known.Contains(name) && !known.Any(other => other.Equals(name, StringComparison.OrdinalIgnoreCase)))
                document.Report(key.Start, PathOf(name), $"is no field that Dapr knows here, expected one of {string.Join(", ", known.Order(StringComparer.Ordinal))}");
        }
    }

    private static TimeSpan? ParseDuration(YamlNode node)
    {
        if (YamlScalar.AsText(node) is not { } text)
            return null;
        if (long.TryParse(text, System.Globalization.NumberStyles.AllowLeadingSign, System.Globalization.CultureInfo.InvariantCulture, out var milliseconds))
            return Math.Abs((double)milliseconds) < TimeSpan.MaxValue.TotalMilliseconds ? TimeSpan.FromMilliseconds(milliseconds) : null;
        return GoDuration.TryParse(text, out var duration) ? duration : null;
    }

    private YamlSequenceNode List(string name) =>
        Read(name, "a list", node => node as YamlSequenceNode) ?? new YamlSequenceNode();

    private YamlNode? Find(string name)
    {
        var isNew = known.Add(name);
        var (key, node) = Entry(name);
        if (key is null || node is null || YamlScalar.IsNull(node))
            return null;
        if (isNew && key.Value != name)
            document.Report(key.Start, PathOf(key.Value ?? ""), $"is spelled {name} in Dapr's schema");
        return node;
    }

    private (YamlScalarNode? Key, YamlNode? Node) Entry(string name)
    {
        (YamlScalarNode?, YamlNode?) found = default;
        foreach (var (key, node) in mapping.Children)
        {
            if (key is not YamlScalarNode scalar)
                continue;
            if (scalar.Value == name)
                return (scalar, node);
            if (name.Equals(scalar.Value, StringComparison.OrdinalIgnoreCase))
                found = (scalar, node);
        }

        return found;
    }

    private Mark MarkOf(string name) => Entry(name).Key?.Start ?? mapping.Start;

    private string PathOf(string name) => path.Length == 0 ? name : path + "." + name;
}
