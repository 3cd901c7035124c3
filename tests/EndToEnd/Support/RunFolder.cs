namespace Fleet.Tests.EndToEnd.Support;

/// <summary>A folder with somebody's run file, resources and apps, and a registry of runs of its own; gone afterwards.</summary>
public sealed class RunFolder : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("fleet-e2e-").FullName;

    public string Path => folder;

    public string Registry => In("runs");

    public string In(string path) => System.IO.Path.Combine(folder, path);

    public void Write(string path, string text)
    {
        var file = In(path);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
    }

    public FleetProgram Start(params IEnumerable<string> arguments) => FleetProgram.StartIn(folder, Registry, arguments);

    public async Task<FleetProgram> RunAsync(params IEnumerable<string> arguments)
    {
        var program = Start(arguments);
        await program.ExitCodeAsync();
        return program;
    }

    /// <summary>Files and folders that were not written by a test; the registry only when a run is left in it.</summary>
    public IEnumerable<string> Leftovers(params string[] written) => Directory.EnumerateFileSystemEntries(folder)
        .Where(path => path != Registry || Directory.EnumerateFileSystemEntries(path).Any())
        .Select(System.IO.Path.GetFileName).OfType<string>().Except(written, StringComparer.Ordinal);

    public void Dispose() => Directory.Delete(folder, recursive: true);
}
