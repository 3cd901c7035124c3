namespace Fleet.Tests.Benchmarks.Processes;

/// <summary>Where this clone is, and what was built in it.</summary>
internal static class Repository
{
    public static string Root { get; } = Find();

    public static string Cli => Path.Combine(Root, "artifacts/bin/Fleet.Cli/debug/fleet.dll");

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Fleet.sln")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("the benchmarks run inside a clone of Fleet");
    }
}
