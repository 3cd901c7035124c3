using System.ComponentModel;
using System.Diagnostics;

namespace Fleet.Cli.Processes;

/// <summary>Keeps one app running: starts it, gathers its output, starts it again when it ends on its own.</summary>
internal sealed class AppProcess(AppCommand command, AppLog log, Watchdog watchdog, TimeProvider time, Action changed) : IAsyncDisposable
{
    private static readonly TimeSpan ShortestPause = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan LongEnough = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(10);

    private readonly CancellationTokenSource stop = new();
    private readonly Lock launching = new();
    private Process? process;
    private Task running = Task.CompletedTask;

    /// <summary>App id.</summary>
    public string AppId => command.AppId;

    /// <summary>The process; null between two of them.</summary>
    public ProcessIdentity? Identity { get; private set; }

    /// <summary>How often the app was started again.</summary>
    public int Restarts { get; private set; }

    /// <summary>Starts the app and watches it from now on.</summary>
    public void Start()
    {
        Launch();
        running = KeepRunningAsync();
    }

    /// <summary>Asks the app to end, and ends it when it does not.</summary>
    public async ValueTask DisposeAsync()
    {
        if (stop.IsCancellationRequested)
            return;
        lock (launching)
            stop.Cancel();
        if (this.process is { HasExited: false } process)
            await ProcessTree.EndAsync(process, Grace, time);
        await running;
        this.process?.Dispose();
        stop.Dispose();
        log.Dispose();
    }

    private void Launch()
    {
        var process = new Process { StartInfo = command.ToStartInfo() };
        process.OutputDataReceived += (_, line) => Write(line.Data);
        process.ErrorDataReceived += (_, line) => Write(line.Data);
        process.Start();
        watchdog.Watch(process.Id);
        process.StandardInput.Close();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        this.process = process;
        Identity = ProcessIdentity.Of(process);
        changed();
    }

    private async Task KeepRunningAsync()
    {
        var pause = ShortestPause;
        while (true)
        {
            var startedAt = time.GetTimestamp();
            await EndedAsync();
            if (stop.IsCancellationRequested)
                return;
            pause = time.GetElapsedTime(startedAt) > LongEnough ? ShortestPause : pause;
            log.Write($"fleet: {AppId} ended with exit code {process!.ExitCode}; starting it again in {pause.TotalSeconds:0.#} s");
            if (!await PausedAsync(pause))
                return;
            pause = pause * 2 > LongestPause ? LongestPause : pause * 2;
            Restarts++;
            if (!TryLaunch())
                return;
        }
    }

    private async Task EndedAsync()
    {
        await process!.WaitForExitAsync();
        watchdog.Forget(process.Id);
        Identity = null;
        changed();
    }

    private async Task<bool> PausedAsync(TimeSpan pause)
    {
        try
        {
            await Task.Delay(pause, time, stop.Token);
            return true;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return false;
        }
    }

    private bool TryLaunch()
    {
        try
        {
            lock (launching)
            {
                if (stop.IsCancellationRequested)
                    return false;
                process!.Dispose();
                Launch();
                return true;
            }
        }
        catch (Win32Exception e)
        {
            log.Write($"fleet: {AppId} cannot be started again: {e.Message}");
            return false;
        }
    }

    private void Write(string? line)
    {
        if (line is not null)
            log.Write(line);
    }
}
