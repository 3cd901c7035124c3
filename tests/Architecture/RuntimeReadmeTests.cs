using Fleet.Runtime.Components;

namespace Fleet.Tests.Architecture;

/// <summary>The table of component types in the runtime's README is what the registry holds.</summary>
public sealed class RuntimeReadmeTests
{
    private const string Begin = "<!-- types -->\n";
    private const string End = "<!-- /types -->";

    [Fact]
    public void The_readme_lists_the_component_types_of_the_registry()
    {
        var path = Repository.Path("runtime", "Fleet.Runtime", "README.md");
        var readme = File.ReadAllText(path).ReplaceLineEndings("\n");
        var (from, to) = (readme.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length, readme.IndexOf(End, StringComparison.Ordinal));
        var table = "| type | metadata |\n| --- | --- |\n" + string.Concat(ComponentTypes.CreateRegistry().Types.Select(Line));
        var received = Repository.Path("artifacts", "received", "README.md");
        Directory.CreateDirectory(Path.GetDirectoryName(received)!);
        File.WriteAllText(received, readme[..from] + table + readme[to..]);
        Assert.True(readme[from..to] == table, "the table of component types is out of date; artifacts/received/README.md has the right one");
    }

    private static string Line(ComponentType type) => $"| `{type.Name}` | {(type.Fields.Count == 0 ? "none" : string.Join(", ", type.Fields.Select(Field)))} |\n";

    private static string Field(MetadataField field) => field.Required ? $"**{field.Name}**" : field.Name;
}
