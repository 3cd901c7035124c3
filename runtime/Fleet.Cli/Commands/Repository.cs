namespace Fleet.Cli.Commands;

/// <summary>Where Fleet's own files are.</summary>
internal static class Repository
{
    private const string Variable = "FLEET_ROOT";

    /// <summary>The root of the repository: what the launcher says, or the nearest folder above this program with a run file.</summary>
    /// <exception cref="CommandFailedException">There is none.</exception>
    public static string Find() => TryFind() ?? throw new CommandFailedException($"This program is not inside a clone of Fleet; set {Variable} to one.");

    /// <summary>The root of the repository; null when there is none.</summary>
    public static string? TryFind()
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } told)
            return told;
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "dapr.yaml")) && File.Exists(Path.Combine(folder.FullName, "Fleet.sln")))
                return folder.FullName;
        }

        return null;
    }
}
