using System.Globalization;
using System.Text.Json;
using Fleet.Cli.Processes;

namespace Fleet.Cli.Registry;

/// <summary>
/// Who runs on this machine for this user: a folder with a file a run, which nobody else can look into. A run that was
/// killed is known by its process being gone, and its file is taken away by whoever notices.
/// </summary>
public sealed class RunRegistry(string folder)
{
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
        OwnFolder.Open(folder);
        var file = FileOf(entry.Cli.Pid);
        File.WriteAllText(file + ".next", JsonSerializer.Serialize(entry, RunEntryJson.Default.RunEntry));
        File.Move(file + ".next", file, overwrite: true);
    }

    /// <summary>Takes the entry of a process away. The folder stays: another run may be about to write in it.</summary>
    public void Remove(int pid)
    {
        if (OwnFolder.Exists(folder))
            File.Delete(FileOf(pid));
    }

    /// <summary>Every run whose process is there, oldest first. A folder that others can write in has none of this user's.</summary>
    public IReadOnlyList<RunEntry> All()
    {
        if (!OwnFolder.Exists(folder))
            return [];
        List<RunEntry> found = [];
        foreach (var file in Directory.EnumerateFiles(folder, "*.json"))
        {
            var entry = Read(file);
            using var process = entry?.Cli.Find();
            if (process is not null)
                found.Add(entry!);
            else if (entry is not null || IsNobodys(file))
                File.Delete(file);
        }

        return [.. found.OrderBy(entry => entry.StartedAt)];
    }

    // What cannot be read just now may be the entry of a run that goes on.
    private static bool IsNobodys(string file) =>
        int.TryParse(Path.GetFileNameWithoutExtension(file), NumberStyles.None, CultureInfo.InvariantCulture, out var pid) && !ProcessIdentity.IsTaken(pid);

    private static RunEntry? Read(string file)
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllText(file), RunEntryJson.Default.RunEntry);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }

    private string FileOf(int pid) => Path.Combine(folder, $"{pid}.json");
}
