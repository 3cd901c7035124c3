using System.ComponentModel;
using System.Diagnostics;

namespace Fleet.Cli.Processes;

/// <summary>One app as a process: starts it, gathers its output and, if it is to be kept, starts it again when it ends on its own.</summary>
/// <param name="command">How it is started.</param>
/// <param name="log">Takes its output.</param>
/// <param name="keep">Whether it is started again when it ends.</param>
/// <param name="watchdog">Ends it should this process die.</param>
/// <param name="time">The clock.</param>
/// <param name="changed">Told when it starts and when it ends.</param>
internal sealed class AppProcess(AppCommand command, AppLog log, bool keep, Watchdog watchdog, TimeProvider time, Action changed) : IAsyncDisposable
{
    private static readonly TimeSpan ShortestPause = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan LongEnough = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LastWords = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource stop = new();
    private readonly Lock launching = new();
    private readonly TaskCompletionSource<int> ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Process? process;
    private TaskCompletionSource exited = new();
    private Task running = Task.CompletedTask;
    private CancellationToken atOnce;
    private bool leftOthers;

    /// <summary>App id.</summary>
    public string AppId => command.AppId;

    /// <summary>The process; null between two of them.</summary>
    public ProcessIdentity? Identity { get; private set; }

    /// <summary>How often the app was started again.</summary>
    public int Restarts { get; private set; }

    /// <summary>Its exit code, once it has ended on its own and is not started again.</summary>
    public Task<int> Ended => ended.Task;

    /// <summary>The log of the app.</summary>
    public AppLog Log => log;

    /// <summary>Lets a stop end the app without grace once <paramref name="signal"/> is cancelled.</summary>
    public void EndAtOnceOn(CancellationToken signal) => atOnce = signal;

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
            await ProcessTree.EndAsync(process, Grace, time, atOnce);
        await running;
        if (leftOthers)
            await ProcessTree.EndLeftoversAsync(this.process!.Id, Grace, time);
        this.process?.Dispose();
        stop.Dispose();
        log.Dispose();
    }

    private void Launch()
    {
        var gone = exited = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var process = new Process { StartInfo = command.ToStartInfo(), EnableRaisingEvents = true };
        process.Exited += (_, _) => gone.TrySetResult();
        process.OutputDataReceived += (_, line) => Write(line.Data);
        process.ErrorDataReceived += (_, line) => Write(line.Data);
        process.Start();
        watchdog.Watch(process.Id);
        process.StandardInput.Close();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        this.process = process;
        Identity = ProcessIdentity.OfStarted(process);
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
            if (!keep)
            {
                ended.TrySetResult(process!.ExitCode);
                return;
            }

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
        await exited.Task;
        await OutputEndsAsync();
        leftOthers = ProcessTree.LeftOthers(process!.Id);
        if (!leftOthers)
            watchdog.Forget(process.Id);
        Identity = null;
        changed();
    }

    // Whoever the app left behind may hold its output for ever.
    private async Task OutputEndsAsync()
    {
        using var enough = new CancellationTokenSource(LastWords, time);
        try
        {
            await process!.WaitForExitAsync(enough.Token);
        }
        catch (OperationCanceledException) when (enough.IsCancellationRequested)
        {
            log.Write($"fleet: {AppId} ended, and something that it started still holds its output");
        }
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
