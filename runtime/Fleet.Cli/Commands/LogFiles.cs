using Fleet.Cli.Hosting;
using Fleet.Cli.Registry;

namespace Fleet.Cli.Commands;

/// <summary>A log and what to call it.</summary>
internal sealed record LogFile(string App, string Path);

/// <summary>Which logs <c>fleet logs</c> is about.</summary>
/// <param name="Of">What they are the logs of.</param>
/// <param name="Files">The logs.</param>
/// <param name="Without">Apps whose output goes to a terminal only.</param>
internal sealed record LogFiles(string Of, IReadOnlyList<LogFile> Files, IReadOnlyList<string> Without)
{
    /// <summary>Those of a data folder.</summary>
    public static LogFiles In(string data) => new(
        $"the data folder {data}",
        Directory.Exists(DataDirectory.LogsIn(data))
            ? [.. Directory.GetFiles(DataDirectory.LogsIn(data), "*.log").Order(StringComparer.Ordinal).Select(path => new LogFile(System.IO.Path.GetFileNameWithoutExtension(path), path))]
            : [],
        []);

    /// <summary>Those of runs; the sidecar's log of an app is called <c>APP-daprd</c>.</summary>
    public static LogFiles OfRuns(IReadOnlyList<RunEntry> runs)
    {
        var apps = runs.SelectMany(run => run.Apps).ToList();
        return new LogFiles(
            string.Join(", ", runs.Select(RunLines.NameOf)),
            [.. apps.SelectMany(Logs).DistinctBy(log => log.Path)],
            [.. apps.Where(app => app.AppLog is null && app.SidecarLog is null).Select(app => app.AppId)]);
    }

    private static IEnumerable<LogFile> Logs(AppEntry app)
    {
        if (app.AppLog is { } own)
            yield return new LogFile(app.AppId, own);
        if (app.SidecarLog is { } sidecar)
            yield return new LogFile(app.AppId + "-daprd", sidecar);
    }
}
