namespace Fleet.Tests.Benchmarks.Processes;

/// <summary>A component that both runtimes are given.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Dapr type.</param>
/// <param name="File">Data file of a SQLite type; empty: none.</param>
/// <param name="ForActors">Keeps the state of actors.</param>
internal sealed record BenchmarkComponent(string Name, string Type, string File = "", bool ForActors = false)
{
    /// <summary>What the genuine runtime gets in its place; it has no such type itself.</summary>
    public string DaprType => Type == "pubsub.sqlite" ? "pubsub.in-memory" : Type;

    public string Yaml(string type, string folder) => $"""
        apiVersion: dapr.io/v1alpha1
        kind: Component
        metadata:
          name: {Name}
        spec:
          type: {type}
          version: v1
        {Metadata(folder, type)}
        """;

    private string Metadata(string folder, string type)
    {
        var items = new List<string>();
        if (File.Length > 0 && type.EndsWith(".sqlite", StringComparison.Ordinal))
            items.Add($"    - name: connectionString\n      value: \"{Path.Combine(folder, File).Replace('\\', '/')}\"");
        if (ForActors)
            items.Add("    - name: actorStateStore\n      value: \"true\"");
        return items.Count == 0 ? "" : "  metadata:\n" + string.Join('\n', items);
    }
}
