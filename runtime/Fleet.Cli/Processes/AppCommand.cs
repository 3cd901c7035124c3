using System.Diagnostics;

namespace Fleet.Cli.Processes;

/// <summary>How an app is started.</summary>
/// <param name="AppId">App id.</param>
/// <param name="Command">Program and arguments.</param>
/// <param name="Directory">Working directory.</param>
/// <param name="Environment">Variables beside those of this process.</param>
public sealed record AppCommand(string AppId, IReadOnlyList<string> Command, string Directory, IReadOnlyDictionary<string, string> Environment)
{
    // Ctrl-C reaches every process of the terminal; the apps must go on until the work in hand is done and they are told.
    // A session of its own also makes the app and all that it starts one process group. Not every system has setsid.
    private const string OwnSession = "command -v setsid >/dev/null 2>&1 && exec setsid \"$@\"; trap '' INT; exec \"$@\"";

    /// <summary>The program of the command, or null when there is none of this name.</summary>
    public string? FindProgram()
    {
        var name = Command[0];
        if (name.Contains('/', StringComparison.Ordinal) || name.Contains(Path.DirectorySeparatorChar, StringComparison.Ordinal))
            return File.Exists(Path.GetFullPath(name, Directory)) ? Path.GetFullPath(name, Directory) : null;
        var folders = (System.Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        string[] endings = OperatingSystem.IsWindows() ? ["", ".exe", ".cmd", ".bat"] : [""];
        return folders.SelectMany(folder => endings.Select(ending => Path.Combine(folder, name + ending))).FirstOrDefault(File.Exists);
    }

    /// <summary>What to give to the operating system.</summary>
    public ProcessStartInfo ToStartInfo()
    {
        var start = new ProcessStartInfo
        {
            FileName = OperatingSystem.IsWindows() ? Command[0] : "/bin/sh",
            WorkingDirectory = Directory,
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        IEnumerable<string> arguments = OperatingSystem.IsWindows() ? Command.Skip(1) : ["-c", OwnSession, "sh", .. Command];
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        foreach (var (name, value) in Environment)
            start.Environment[name] = value;
        return start;
    }
}
