namespace Fleet.Runtime.Testing;

/// <summary>The folders of a host: data, and resources that were given as text.</summary>
internal sealed class TestFolders : IDisposable
{
    private readonly string? own;

    public TestFolders(FleetTestOptions options)
    {
        var yaml = options.Resources ?? (options.ResourcePaths.Count == 0 ? DefaultResources.Yaml : null);
        if (options.DataDirectory is null || yaml is not null)
            own = Directory.CreateTempSubdirectory("fleet-test-").FullName;
        Data = options.DataDirectory ?? Directory.CreateDirectory(Path.Combine(own!, "data")).FullName;
        Resources = yaml is null ? options.ResourcePaths : [.. options.ResourcePaths, Write(yaml)];
    }

    /// <summary>Where components keep their data.</summary>
    public string Data { get; }

    /// <summary>Folders with resource files.</summary>
    public IReadOnlyList<string> Resources { get; }

    /// <summary>Throws the data away; nobody may have it open.</summary>
    public void Empty()
    {
        var data = new DirectoryInfo(Data);
        foreach (var file in data.EnumerateFiles())
            file.Delete();
        foreach (var folder in data.EnumerateDirectories())
            folder.Delete(recursive: true);
    }

    public void Dispose()
    {
        if (own is not null)
            Directory.Delete(own, recursive: true);
    }

    private string Write(string yaml)
    {
        var folder = Directory.CreateDirectory(Path.Combine(own!, "resources")).FullName;
        File.WriteAllText(Path.Combine(folder, "resources.yaml"), yaml);
        return folder;
    }
}
