using Fleet.Runtime.Components;

namespace Fleet.Tests.Unit.Runtime.Components;

/// <summary>The runtime's README lists the component types and their fields as the registry has them.</summary>
public sealed class ReadmeTests
{
    [Fact]
    public void The_table_of_component_types_is_what_the_registry_holds()
    {
        var rows = File.ReadLines(Path.Combine(Root(), "runtime", "Fleet.Runtime", "README.md")).Where(line => line.StartsWith("| `", StringComparison.Ordinal) && line.Split('|').Length == 4);

        Assert.Equal(ComponentTypes.CreateRegistry().Types.Select(Row), rows.Where(row => row.Split('`')[1].Split('.')[0] is "state" or "pubsub" or "bindings" or "secretstores"));
    }

    private static string Row(ComponentType type)
    {
        var fields = type.Fields.Select(field => field.Required ? $"**{field.Name}**" : field.Name);
        return $"| `{type.Name}` | {(type.Fields.Count == 0 ? "none" : string.Join(", ", fields))} |";
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "Fleet.sln")))
            folder = folder.Parent;
        return folder.FullName;
    }
}
