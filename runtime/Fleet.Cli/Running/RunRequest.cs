using Fleet.Cli.RunFiles;

namespace Fleet.Cli.Running;

/// <summary>What <c>fleet run</c> was asked to run.</summary>
/// <param name="File">The apps.</param>
/// <param name="Single">One app that was given by arguments: its end is the end of the run.</param>
/// <param name="DataDirectory">Folder for reminders and jobs; null for one of its own.</param>
/// <param name="Strict">Whether any mistake in a resource file stops the start.</param>
/// <param name="FaultSeed">Faults are allowed, and this seed decides which calls they hit; null: they are not.</param>
internal sealed record RunRequest(RunFile File, bool Single, string? DataDirectory, bool Strict, int? FaultSeed)
{
    /// <summary>The folder that is taken when none is asked for.</summary>
    public string OwnDataDirectory => Single
        ? Path.Combine(Environment.CurrentDirectory, ".fleet-" + string.Concat(File.Apps[0].AppId.Where(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_')))
        : Path.Combine(Path.GetDirectoryName(File.Path)!, ".fleet");
}
