using System.Diagnostics;

namespace Fleet.Tests.Conformance.Replay;

/// <summary>A process of Dapr's, with its output in a file.</summary>
internal static class DaprProcess
{
    public static Process Start(string program, IEnumerable<string> arguments, string log, string folder, IReadOnlyDictionary<string, string> environment)
    {
        // A shell sends the output to the file, and then becomes the program: the process that is started is the program.
        var start = new ProcessStartInfo("/bin/sh") { WorkingDirectory = folder, UseShellExecute = false };
        foreach (var argument in (string[])["-c", "log=$1; shift; exec \"$@\" >>\"$log\" 2>&1", "sh", log, program, .. arguments])
            start.ArgumentList.Add(argument);
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        return Process.Start(start)!;
    }

    /// <summary>Asks a process to end, and makes it after a while; its exit code.</summary>
    public static async Task<int> EndAsync(Process process, TimeSpan patience)
    {
        if (!process.HasExited && patience > TimeSpan.Zero)
        {
            using var ask = Process.Start("kill", ["-TERM", $"{process.Id}"]);
            using var limit = new CancellationTokenSource(patience, TimeProvider.System);
            await process.WaitForExitAsync(limit.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        if (!process.HasExited)
            process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
        return process.ExitCode;
    }
}
