using System.Globalization;
using Fleet.Cli.Hosting;
using Fleet.Cli.RunFiles;

namespace Fleet.Cli.Up;

/// <summary>Reads the run file for a profile.</summary>
internal static class UpFiles
{
    private const string ProfileOfRunFile = "redis";
    private const string OsmandPort = "Osmand__Port";

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

    /// <summary>The run file with the ports that apps are told of in their environment moved as all the others are.</summary>
    public static RunFile WithOffset(RunFile file, int portOffset) =>
        file with { Apps = [.. file.Apps.Select(app => PortOf(app) is { } port ? app with { Environment = Moved(app, port + portOffset) } : app)] };

    /// <summary>The ports that apps of <paramref name="file"/> open beside their own.</summary>
    public static IEnumerable<WantedPort> ExtraPorts(RunFile file) => file.Apps
        .Select(app => (app.AppId, Port: PortOf(app))).Where(app => app.Port is not null)
        .Select(app => new WantedPort(app.Port!.Value, $"the OsmAnd port of {app.AppId}"));

    private static int? PortOf(RunFileApp app) =>
        app.Environment.TryGetValue(OsmandPort, out var text) && int.TryParse(text, CultureInfo.InvariantCulture, out var port) ? port : null;

    private static Dictionary<string, string> Moved(RunFileApp app, int port) =>
        new(app.Environment, StringComparer.Ordinal) { [OsmandPort] = port.ToString(CultureInfo.InvariantCulture) };

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
