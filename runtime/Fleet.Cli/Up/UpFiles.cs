using Fleet.Cli.RunFiles;

namespace Fleet.Cli.Up;

/// <summary>Reads the run file for a profile.</summary>
internal static class UpFiles
{
    private const string ProfileOfRunFile = "redis";

    /// <summary>The run file at <paramref name="path"/>, or every reason why not.</summary>
    /// <param name="path">A file, or a folder with a <c>dapr.yaml</c>.</param>
    /// <param name="strict">Whether every mistake stops the start, not only those that stop the Dapr CLI.</param>
    /// <param name="warn">Takes what is wrong but tolerable.</param>
    /// <exception cref="CommandFailedException">The file has mistakes.</exception>
    public static RunFile Read(string path, bool strict, Action<string> warn)
    {
        var reading = RunFileReader.Read(path);
        if (reading.File is null || (strict && reading.Mistakes.Count > 0))
            throw new CommandFailedException(string.Join(Environment.NewLine, reading.Mistakes));
        foreach (var mistake in reading.Mistakes)
            warn($"warning: {mistake}");
        return reading.File;
    }

    /// <summary>The run file with the component folder of another profile.</summary>
    /// <exception cref="CommandFailedException">There is no such profile.</exception>
    public static RunFile WithProfile(RunFile file, string profile) =>
        file with { Apps = [.. file.Apps.Select(app => app with { ResourcesPaths = [.. app.ResourcesPaths.Select(path => InProfile(path, profile))] })] };

    private static string InProfile(string path, string profile)
    {
        if (Path.GetFileName(path) != ProfileOfRunFile)
            return path;
        var components = Path.GetDirectoryName(path)!;
        var chosen = Path.Combine(components, profile);
        if (Directory.Exists(chosen) && profile == Path.GetFileName(profile))
            return chosen;
        var known = Directory.EnumerateDirectories(components).Select(Path.GetFileName).Order(StringComparer.Ordinal);
        throw new CommandFailedException($"There is no profile '{profile}'; there are: {string.Join(", ", known)}.");
    }
}
