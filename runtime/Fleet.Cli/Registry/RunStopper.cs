using System.Diagnostics;
using Fleet.Cli.Processes;

namespace Fleet.Cli.Registry;

/// <summary>Ends runs, or apps of them, from another process.</summary>
/// <param name="registry">Who runs.</param>
/// <param name="patience">How long to wait for an end.</param>
/// <param name="kills">Whether what has not ended by then is killed.</param>
/// <param name="time">The clock.</param>
internal sealed class RunStopper(RunRegistry registry, TimeSpan patience, bool kills, TimeProvider time)
{
    /// <summary>Ends an app with its sidecar. Null when done, else why not.</summary>
    public async Task<string?> StopAppAsync(string appId)
    {
        if (registry.All().FirstOrDefault(run => run.Apps.Any(app => app.AppId == appId)) is not { } run)
            return $"couldn't find app id {appId}";
        if (run.Apps.Count == 1)
            return await StopRunAsync(run);
        var app = run.Apps.First(app => app.AppId == appId);
        if (await ShutDownAsync(app) is { } why)
            return why;
        if (app.AppPid > 0 && !OperatingSystem.IsWindows() && !UnixSignals.SendTerminate(-app.AppPid))
            UnixSignals.SendTerminate(app.AppPid);
        return null;
    }

    /// <summary>Ends what was started from a run file. Null when done, else why not.</summary>
    public async Task<string?> StopFileAsync(string path)
    {
        var runs = registry.All().Where(run => run.RunFile == path).ToList();
        if (runs.Count == 0)
            return $"couldn't find apps with run file \"{path}\"";
        var failures = await Task.WhenAll(runs.Select(StopRunAsync));
        return failures.FirstOrDefault(failure => failure is not null);
    }

    private async Task<string?> StopRunAsync(RunEntry run)
    {
        using var process = run.Cli.Find();
        if (process is null)
            return null;
        if (!OperatingSystem.IsWindows())
            UnixSignals.SendTerminate(run.Cli.Pid);
        else if ((await Task.WhenAll(run.Apps.Select(ShutDownAsync))).FirstOrDefault(why => why is not null) is { } why)
            return why;
        if (!await IsGoneAsync(process) && kills)
            process.Kill(entireProcessTree: true);
        return null;
    }

    private async Task<bool> IsGoneAsync(Process process)
    {
        using var timeout = new CancellationTokenSource(patience, time);
        try
        {
            await process.WaitForExitAsync(timeout.Token);
            return true;
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested)
        {
            return false;
        }
    }

    private static async Task<string?> ShutDownAsync(AppEntry app)
    {
        try
        {
            using var sidecar = SidecarClient.Of(app);
            using var answer = await sidecar.PostAsync("v1.0/shutdown", content: null);
            return answer.IsSuccessStatusCode ? null : $"its sidecar answers {(int)answer.StatusCode} to a shutdown";
        }
        catch (HttpRequestException e)
        {
            return e.Message;
        }
    }
}
