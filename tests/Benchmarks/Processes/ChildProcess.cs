using System.Diagnostics;

namespace Fleet.Tests.Benchmarks.Processes;

/// <summary>A program that runs beside the benchmark, with the end of its output for the case that it fails.</summary>
internal sealed class ChildProcess : IAsyncDisposable
{
    private const int KeptLines = 40;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly Process process;
    private readonly Queue<string> output = new();

    private ChildProcess(Process process) => this.process = process;

    public int Id => process.Id;

    public static ChildProcess Start(string program, string folder, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? variables = null)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true, UseShellExecute = false };
        foreach (var (name, value) in variables ?? new Dictionary<string, string>())
            start.Environment[name] = value;
        var child = new ChildProcess(new Process { StartInfo = start });
        child.process.OutputDataReceived += (_, line) => child.Keep(line.Data);
        child.process.ErrorDataReceived += (_, line) => child.Keep(line.Data);
        child.process.Start();
        child.process.BeginOutputReadLine();
        child.process.BeginErrorReadLine();
        return child;
    }

    /// <summary>Asks until the answer is yes.</summary>
    /// <exception cref="InvalidOperationException">The program ended, or a minute passed; with its last output.</exception>
    public async Task UntilAsync(Func<Task<bool>> isTrue, CancellationToken cancellationToken)
    {
        var time = TimeProvider.System;
        var start = time.GetTimestamp();
        while (!await SayAsync(isTrue))
        {
            if (process.HasExited || time.GetElapsedTime(start) > Patience)
                throw new InvalidOperationException($"{process.StartInfo.FileName} did not come up:\n{Output()}");
            await Task.Delay(TimeSpan.FromMilliseconds(50), time, cancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
            process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
        process.Dispose();
    }

    // Whoever does not listen yet, is not there yet.
    private static async Task<bool> SayAsync(Func<Task<bool>> isTrue)
    {
        try
        {
            return await isTrue();
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private void Keep(string? line)
    {
        lock (output)
        {
            if (line is not null)
                output.Enqueue(line);
            if (output.Count > KeptLines)
                output.Dequeue();
        }
    }

    private string Output()
    {
        lock (output)
            return string.Join('\n', output);
    }
}
