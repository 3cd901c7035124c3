using System.Text.Json;

namespace Fleet.Cli.Registry;

/// <summary>
/// Who runs on this machine for this user: a folder with a file a run, which nobody else can look into. A run that was
/// killed is known by its process being gone, and its file is taken away by whoever notices.
/// </summary>
public sealed class RunRegistry(string folder)
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private const string Variable = "FLEET_RUNS";

    /// <summary>The registry of this user: <c>$FLEET_RUNS</c>, or a folder in <c>$XDG_RUNTIME_DIR</c> or the temporary folder.</summary>
    public static RunRegistry OfUser()
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } told)
            return new RunRegistry(Path.GetFullPath(told));
        var runtime = Environment.GetEnvironmentVariable("XDG_RUNTIME_DIR");
        return Directory.Exists(runtime)
            ? new RunRegistry(Path.Combine(runtime, "fleet-runs"))
            : new RunRegistry(Path.Combine(Path.GetTempPath(), "fleet-runs-" + Environment.UserName));
    }

    /// <summary>Writes the entry of a run, in place of an earlier one.</summary>
    /// <exception cref="IOException">The folder cannot be had, or it is not this user's alone.</exception>
    public void Put(RunEntry entry)
    {
        Open();
        var file = FileOf(entry.Cli.Pid);
        File.WriteAllText(file + ".next", JsonSerializer.Serialize(entry, RunEntryJson.Default.RunEntry));
        File.Move(file + ".next", file, overwrite: true);
    }

    /// <summary>Takes the entry of a process away, and the folder when it was the last.</summary>
    public void Remove(int pid)
    {
        if (!Directory.Exists(folder))
            return;
        File.Delete(FileOf(pid));
        try
        {
            Directory.Delete(folder);
        }
        catch (IOException)
        {
            // Others still run.
        }
    }

    /// <summary>Every run whose process is there, oldest first.</summary>
    public IReadOnlyList<RunEntry> All()
    {
        if (!Directory.Exists(folder))
            return [];
        List<RunEntry> found = [];
        foreach (var file in Directory.EnumerateFiles(folder, "*.json"))
        {
            var entry = Read(file);
            using var process = entry?.Cli.Find();
            if (process is null)
                File.Delete(file);
            else
                found.Add(entry!);
        }

        return [.. found.OrderBy(entry => entry.StartedAt)];
    }

    private void Open()
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
            return;
        }

        // In a folder for all, somebody else may have made one of this name first.
        if (Directory.CreateDirectory(folder, OwnerOnly).UnixFileMode != OwnerOnly)
            throw new IOException($"{folder} is open to others; it must be accessible to its owner only.");
    }

    private static RunEntry? Read(string file)
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllText(file), RunEntryJson.Default.RunEntry);
        }
        catch (Exception e) when (e is IOException or JsonException)
        {
            return null;
        }
    }

    private string FileOf(int pid) => Path.Combine(folder, $"{pid}.json");
}
