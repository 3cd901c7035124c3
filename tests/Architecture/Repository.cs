using YamlDotNet.Serialization;

namespace Fleet.Tests.Architecture;

/// <summary>The files of the repository, as a test reads them.</summary>
internal static class Repository
{
    /// <summary>Folder that holds <c>Fleet.sln</c>.</summary>
    public static string Root { get; } = Find(AppContext.BaseDirectory);

    /// <summary>A path in the repository.</summary>
    public static string Path(params string[] parts) => System.IO.Path.Combine([Root, .. parts]);

    /// <summary>Source files below a folder.</summary>
    public static IEnumerable<string> Sources(string folder) =>
        Directory.EnumerateFiles(Path(folder), "*.cs", SearchOption.AllDirectories);

    /// <summary>Every YAML document of a file as maps, lists and texts.</summary>
    public static IReadOnlyList<Dictionary<object, object>> Yaml(string path)
    {
        var parser = new YamlDotNet.Core.MergingParser(new YamlDotNet.Core.Parser(new StringReader(File.ReadAllText(path))));
        var reader = new DeserializerBuilder().Build();
        var documents = new List<Dictionary<object, object>>();
        parser.MoveNext();
        parser.MoveNext();
        while (parser.Current is YamlDotNet.Core.Events.DocumentStart)
        {
            documents.Add(reader.Deserialize<Dictionary<object, object>>(parser));
        }

        return documents;
    }

    private static string Find(string folder) =>
        File.Exists(System.IO.Path.Combine(folder, "Fleet.sln")) ? folder : Find(Directory.GetParent(folder)!.FullName);
}

/// <summary>Steps into YAML.</summary>
internal static class YamlPath
{
    /// <summary>The value under a path of keys; null when it is not there.</summary>
    public static object? At(this object? node, params string[] keys) =>
        keys.Aggregate(node, (inner, key) => inner is Dictionary<object, object> map && map.TryGetValue(key, out var value) ? value : null);

    /// <summary>A list of texts; empty when it is not there.</summary>
    public static List<string> Texts(this object? node) => [.. (node as List<object> ?? []).Select(item => item.ToString()!)];
}
